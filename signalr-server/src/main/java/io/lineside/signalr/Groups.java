package io.lineside.signalr;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is in which group. Members are replaced and never changed, so a broadcast walks them without
 * a lock. A connection that has ended can join nothing: its own set, the witness, is taken away
 * under its lock.
 */
final class Groups {

    private final Map<String, Members> members = new ConcurrentHashMap<>();
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
                members.compute(
                        group,
                        (name, all) -> all == null ? Members.of(connection) : all.with(connection));
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

    Members members(String group) {
        return members.getOrDefault(group, Members.NOBODY);
    }

    int size() {
        return members.size();
    }

    private void remove(String group, ServerConnection connection) {
        members.computeIfPresent(
                group,
                (name, all) -> {
                    Members left = all.without(connection);
                    return left.isEmpty() ? null : left;
                });
    }
}
