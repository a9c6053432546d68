package io.lineside.relay.subscription;

import io.lineside.core.plant.Assets;
import io.lineside.model.AssetPath;
import io.lineside.relay.broadcast.Broadcast;
import io.lineside.wire.Groups;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One client's subscription, and the one owner of all that is known of it. What the client wants is
 * guarded by this object's monitor, which is held for moments. The threads that write to clients
 * take no lock of it: they read the groups as an immutable set and move cursors in a concurrent
 * map, since they may hold locks of the back end that joining needs.
 */
final class Subscriber {

    /**
     * Groups that the client is being let into.
     *
     * @param groups none when the client was in all of them
     * @param connected whether the client is there; fails as {@link Broadcast#join}
     */
    record Joining(Set<String> groups, CompletableFuture<Boolean> connected) {}

    private final String connectionId;
    private final Broadcast broadcast;
    private final Map<String, Long> cursors = new ConcurrentHashMap<>();
    private final Lock turn = new ReentrantLock();
    private volatile Set<String> groups = Set.of();

    // Guarded by this.
    private List<AssetPath> paths = List.of();
    private Instant until = Instant.MAX;
    private boolean ended;

    Subscriber(String connectionId, Broadcast broadcast) {
        this.connectionId = connectionId;
        this.broadcast = broadcast;
    }

    /**
     * One call of the client after the other: held over a whole call, the waiting for the back end
     * included, and never taken by any other thread.
     */
    Lock turn() {
        return turn;
    }

    /** The groups that the client is in, or is about to be let into. Any thread. */
    Set<String> groups() {
        return groups;
    }

    /** By values group, the seq up to which the client was given its changes. Any thread. */
    Map<String, Long> cursors() {
        return cursors;
    }

    /**
     * Extends the lease; false when it has ended, and another subscriber must take this one's
     * place.
     */
    synchronized boolean renew(Instant end) {
        until = end;
        return !ended;
    }

    /** Takes the client out of its groups when the lease is over; whether it is. */
    synchronized boolean endIfOver(Instant now) {
        if (!until.isBefore(now)) {
            return false;
        }
        ended = true;
        broadcast.leave(connectionId, groups);
        return true;
    }

    /** The client wants these places from now on. */
    synchronized Joining want(List<AssetPath> wanted, Assets assets) {
        paths = wanted;
        Set<String> joins = change(assets);
        return new Joining(
                joins, joins.isEmpty() ? broadcast.isConnected(connectionId) : join(joins));
    }

    /** The plant has changed: the client is let into the groups of new units that it wants. */
    synchronized Joining follow(Assets assets) {
        Set<String> joins = change(assets);
        Joining joining =
                new Joining(
                        joins,
                        joins.isEmpty() ? CompletableFuture.completedFuture(true) : join(joins));
        for (String group : joins) {
            if (group.startsWith(Groups.VALUES)) {
                // The client was given nothing of it yet: the next tick brings all there is.
                cursors.putIfAbsent(group, 0L);
            }
        }
        return joining;
    }

    /** The groups could not be joined, as far as is known: the next call tries them again. */
    synchronized void forget(Set<String> joins) {
        groups = without(groups, joins);
    }

    private CompletableFuture<Boolean> join(Set<String> joins) {
        try {
            return broadcast.join(connectionId, joins);
        } catch (RuntimeException | Error e) {
            forget(joins);
            throw e;
        }
    }

    /** Leaves the groups that are no longer wanted; the result are those that are to be joined. */
    private Set<String> change(Assets assets) {
        Set<String> wanted = Answers.groups(paths, assets);
        Set<String> leaves = without(groups, wanted);
        if (!leaves.isEmpty()) {
            broadcast.leave(connectionId, leaves);
            cursors.keySet().removeAll(leaves);
        }
        Set<String> joins = without(wanted, groups);
        // Set before the groups are joined: a back end that asks whether a group is wanted must not
        // miss what is published meanwhile.
        groups = wanted;
        return joins;
    }

    private static Set<String> without(Set<String> all, Set<String> others) {
        Set<String> rest = new LinkedHashSet<>(all);
        rest.removeAll(others);
        return rest;
    }
}
