package io.lineside.signalr;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Puts messages into outboxes; the writers do the rest. */
final class Fanout implements Broadcaster {

    private final Connections connections;
    private final Groups groups;
    private final Groups users;
    private final Spool spool;
    private final Counters counters;

    /**
     * @param users connections by the names of their users
     */
    Fanout(Connections connections, Groups groups, Groups users, Spool spool, Counters counters) {
        this.connections = connections;
        this.groups = groups;
        this.users = users;
        this.spool = spool;
        this.counters = counters;
    }

    @Override
    public void toAll(String target, Object... arguments) {
        EncodedMessage message = EncodedMessage.invocation(target, arguments);
        connections.open().forEach(connection -> connection.deliver(message));
    }

    @Override
    public void toGroup(String group, EncodedMessage message) {
        spool.add(groups.members(group), message);
    }

    @Override
    public void toAllExcept(Set<String> except, EncodedMessage message) {
        for (ServerConnection connection : connections.open()) {
            if (!except.contains(connection.id())) {
                connection.deliver(message);
            }
        }
    }

    @Override
    public void toGroupExcept(String group, Set<String> except, EncodedMessage message) {
        for (ServerConnection member : groups.members(group).all()) {
            if (!except.contains(member.id())) {
                member.deliver(message);
            }
        }
    }

    @Override
    public void toUser(String user, EncodedMessage message) {
        spool.add(users.members(user), message);
    }

    @Override
    public void toConnection(String connectionId, EncodedMessage message) {
        with(connectionId, connection -> connection.deliver(message));
    }

    @Override
    public void toGroupLate(String group, String key, LateMessage message) {
        for (ServerConnection member : groups.members(group).all()) {
            member.deliverLate(key, message);
        }
    }

    @Override
    public void toConnectionLate(String connectionId, String key, LateMessage message) {
        with(connectionId, connection -> connection.deliverLate(key, message));
    }

    @Override
    public boolean join(String connectionId, String group) {
        ServerConnection connection = connections.open(connectionId);
        return connection != null && groups.join(connection, group);
    }

    @Override
    public boolean leave(String connectionId, String group) {
        ServerConnection connection = connections.open(connectionId);
        return connection != null && groups.leave(connection, group);
    }

    @Override
    public Set<String> members(String group) {
        return Arrays.stream(groups.members(group).all())
                .map(ServerConnection::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<HubConnection> connection(String connectionId) {
        return Optional.ofNullable(connections.open(connectionId));
    }

    @Override
    public BroadcastStats stats() {
        return new BroadcastStats(
                connections.open().size(),
                groups.size(),
                counters.sentMessages.sum(),
                counters.sentBytes.sum(),
                counters.conflated.sum(),
                counters.lateFailures.sum(),
                counters.slowDisconnects.sum(),
                counters.discarded.sum(),
                counters.unroutable.sum());
    }

    private void with(String connectionId, Consumer<ServerConnection> send) {
        ServerConnection connection = connections.open(connectionId);
        if (connection == null) {
            counters.unroutable.increment();
        } else {
            send.accept(connection);
        }
    }
}
