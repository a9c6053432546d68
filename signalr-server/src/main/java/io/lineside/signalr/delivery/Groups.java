package io.lineside.signalr.delivery;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which recipients are in which groups. The members of a group are an immutable value that is
 * replaced, so a broadcast goes through them without a lock. Each open recipient has a set of the
 * groups it is in, which is its lock as well. When a recipient ends, its set is taken away under
 * that lock; without a set it can join nothing. Safe on any thread.
 */
final class Groups {

    private final Map<String, Members> members = new ConcurrentHashMap<>();
    private final Map<Recipient, Set<String>> groups = new ConcurrentHashMap<>();

    /** From now on the recipient may join groups. */
    void opened(Recipient recipient) {
        groups.put(recipient, new HashSet<>());
    }

    /** The recipient leaves all groups and can join none any more. */
    void ended(Recipient recipient) {
        Set<String> own = groups.remove(recipient);
        if (own == null) {
            return;
        }
        synchronized (own) {
            own.forEach(group -> remove(group, recipient));
            own.clear();
        }
    }

    /** False when the recipient is not open. */
    boolean join(Recipient recipient, String group) {
        Set<String> own = groups.get(recipient);
        if (own == null) {
            return false;
        }
        synchronized (own) {
            // The recipient may have ended between the two lines above.
            if (groups.get(recipient) != own) {
                return false;
            }
            if (own.add(group)) {
                members.compute(
                        group,
                        (name, all) -> all == null ? Members.of(recipient) : all.with(recipient));
            }
            return true;
        }
    }

    /** False when the recipient is not open. */
    boolean leave(Recipient recipient, String group) {
        Set<String> own = groups.get(recipient);
        if (own == null) {
            return false;
        }
        synchronized (own) {
            if (own.remove(group)) {
                remove(group, recipient);
            }
            return true;
        }
    }

    Members members(String group) {
        return members.getOrDefault(group, Members.NOBODY);
    }

    /** How many groups have a member. */
    int size() {
        return members.size();
    }

    private void remove(String group, Recipient recipient) {
        members.computeIfPresent(
                group,
                (name, all) -> {
                    Members left = all.without(recipient);
                    return left.isEmpty() ? null : left;
                });
    }
}
