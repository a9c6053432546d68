package io.lineside.signalr.delivery;

import io.lineside.signalr.BroadcastStats;
import io.lineside.signalr.Broadcaster;
import io.lineside.signalr.DeferredMessage;
import io.lineside.signalr.EncodedMessage;
import io.lineside.signalr.HubConnection;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Publishes: puts messages into the spool or into outboxes, from where the writers take them. */
final class Fanout implements Broadcaster {

    private final Recipients recipients;
    private final Spool spool;
    private final Counters counters;

    Fanout(Recipients recipients, Spool spool, Counters counters) {
        this.recipients = recipients;
        this.spool = spool;
        this.counters = counters;
    }

    @Override
    public void toAll(String target, Object... arguments) {
        EncodedMessage message = EncodedMessage.invocation(target, arguments);
        recipients.open().forEach(recipient -> recipient.deliver(message));
    }

    @Override
    public void toGroup(String group, EncodedMessage message) {
        spool.add(recipients.groups().members(group), message);
    }

    @Override
    public void toAllExcept(Set<String> except, EncodedMessage message) {
        for (Recipient recipient : recipients.open()) {
            if (!except.contains(recipient.id())) {
                recipient.deliver(message);
            }
        }
    }

    @Override
    public void toGroupExcept(String group, Set<String> except, EncodedMessage message) {
        for (Recipient member : recipients.groups().members(group).all()) {
            if (!except.contains(member.id())) {
                member.deliver(message);
            }
        }
    }

    @Override
    public void toUser(String user, EncodedMessage message) {
        spool.add(recipients.users().members(user), message);
    }

    @Override
    public void toConnection(String connectionId, EncodedMessage message) {
        with(connectionId, recipient -> recipient.deliver(message));
    }

    @Override
    public void toGroupDeferred(String group, String key, DeferredMessage message) {
        for (Recipient member : recipients.groups().members(group).all()) {
            member.deliverDeferred(key, message);
        }
    }

    @Override
    public void toConnectionDeferred(String connectionId, String key, DeferredMessage message) {
        with(connectionId, recipient -> recipient.deliverDeferred(key, message));
    }

    @Override
    public boolean join(String connectionId, String group) {
        Recipient recipient = recipients.open(connectionId);
        return recipient != null && recipients.groups().join(recipient, group);
    }

    @Override
    public boolean leave(String connectionId, String group) {
        Recipient recipient = recipients.open(connectionId);
        return recipient != null && recipients.groups().leave(recipient, group);
    }

    @Override
    public Set<String> members(String group) {
        return Arrays.stream(recipients.groups().members(group).all())
                .map(Recipient::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<HubConnection> connection(String connectionId) {
        return Optional.ofNullable(recipients.open(connectionId)).map(Recipient::connection);
    }

    @Override
    public BroadcastStats stats() {
        return new BroadcastStats(
                recipients.open().size(),
                recipients.groups().size(),
                counters.sentMessages.sum(),
                counters.sentBytes.sum(),
                counters.conflated.sum(),
                counters.deferredFailures.sum(),
                counters.slowDisconnects.sum(),
                counters.discarded.sum(),
                counters.unroutable.sum());
    }

    private void with(String connectionId, Consumer<Recipient> send) {
        Recipient recipient = recipients.open(connectionId);
        if (recipient == null) {
            counters.unroutable.increment();
        } else {
            send.accept(recipient);
        }
    }
}
