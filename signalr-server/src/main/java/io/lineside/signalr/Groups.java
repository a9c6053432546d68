package io.lineside.signalr;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is in which group. Members are kept as arrays that are replaced and never changed, so a
 * broadcast walks them without a lock. A connection that has ended can join nothing: its own set,
 * the witness, is taken away under its lock.
 */
final class Groups {

    private static final ServerConnection[] NOBODY = new ServerConnection[0];

    private final Map<String, ServerConnection[]> members = new ConcurrentHashMap<>();
    private final Map<ServerConnection, Set<String>> groups = new ConcurrentHashMap<>();

    /** From now on the connection may join. */
    void opened(ServerConnection connection) {
        groups.put(connection, new HashSet<>());
    }

    /** Leaves all groups for good. */
    void ended(ServerConnection connection) {
        Set<String> own = groups.remove(connection);
        if (own == null) {
            return;
        }
        synchronized (own) {
            own.forEach(group -> remove(group, connection));
            own.clear();
        }
    }

    /** False when the connection has ended. */
    boolean join(ServerConnection connection, String group) {
        Set<String> own = groups.get(connection);
        if (own == null) {
            return false;
        }
        synchronized (own) {
            // It may have ended between the two lines above.
            if (groups.get(connection) != own) {
                return false;
            }
            if (own.add(group)) {
                members.merge(group, new ServerConnection[] {connection}, Groups::joined);
            }
            return true;
        }
    }

    boolean leave(ServerConnection connection, String group) {
        Set<String> own = groups.get(connection);
        if (own == null) {
            return false;
        }
        synchronized (own) {
            if (own.remove(group)) {
                remove(group, connection);
            }
            return true;
        }
    }

    /** Not to be changed. */
    ServerConnection[] members(String group) {
        return members.getOrDefault(group, NOBODY);
    }

    int size() {
        return members.size();
    }

    private void remove(String group, ServerConnection connection) {
        members.computeIfPresent(
                group,
                (name, all) -> {
                    List<ServerConnection> left =
                            Arrays.stream(all).filter(one -> one != connection).toList();
                    return left.isEmpty() ? null : left.toArray(NOBODY);
                });
    }

    private static ServerConnection[] joined(ServerConnection[] all, ServerConnection[] more) {
        ServerConnection[] joined = Arrays.copyOf(all, all.length + 1);
        joined[all.length] = more[0];
        return joined;
    }
}
