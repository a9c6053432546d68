package io.lineside.relay.subscription;

import io.lineside.core.engine.PlantValues;
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
 * One client's subscription, and the only owner of its state. What the client wants is guarded by
 * this object's monitor, which is held for moments. The threads that write to clients do not take
 * this monitor, since they may hold locks of the back end that joining needs: they read the groups
 * as an immutable set and move cursors in a concurrent map.
 */
final class Subscriber {

    /**
     * Groups that the client is joining.
     *
     * @param groups the groups; empty when the client was in all of them already
     * @param connected whether the client is connected; fails as {@link Broadcast#join}
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
     * Orders the calls of the client: held for a whole call, including the wait for the back end,
     * and only taken by threads that handle such a call.
     */
    Lock turn() {
        return turn;
    }

    /** The groups that the client is in or about to join. Safe on any thread. */
    Set<String> groups() {
        return groups;
    }

    /**
     * The client's cursors: by values group, the seq up to which the client was given the group.
     * Safe on any thread.
     */
    Map<String, Long> cursors() {
        return cursors;
    }

    /**
     * Extends the lease; false when the lease has ended, and a new subscriber must replace this
     * one.
     */
    synchronized boolean renew(Instant end) {
        until = end;
        return !ended;
    }

    /** Takes the client out of its groups when the lease is over; returns whether it is over. */
    synchronized boolean endIfOver(Instant now) {
        if (!until.isBefore(now)) {
            return false;
        }
        broadcast.leave(connectionId, groups);
        ended = true;
        return true;
    }

    /** Sets the places that the client wants from now on. */
    synchronized Joining want(List<AssetPath> wanted, PlantValues values) {
        paths = wanted;
        // Read while this is held: an older version must not undo what a newer one has joined.
        Set<String> joins = change(values.assets());
        return new Joining(
                joins, joins.isEmpty() ? broadcast.isConnected(connectionId) : join(joins));
    }

    /** Adds the client to the groups of new units that it wants, after the plant has changed. */
    synchronized Joining follow(PlantValues values) {
        // Read while this is held: an older version must not undo what a newer one has joined.
        Set<String> joins = change(values.assets());
        Joining joining =
                new Joining(
                        joins,
                        joins.isEmpty() ? CompletableFuture.completedFuture(true) : join(joins));
        for (String group : joins) {
            if (group.startsWith(Groups.VALUES)) {
                // The client was given nothing of this group yet: the next tick gives it all
                // values.
                cursors.putIfAbsent(group, 0L);
            }
        }
        return joining;
    }

    /** Forgets groups whose joining failed or may have failed: the next call tries them again. */
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

    /** Leaves the groups that are no longer wanted; returns the groups that are to be joined. */
    private Set<String> change(Assets assets) {
        Set<String> wanted = Answers.groups(paths, assets);
        Set<String> leaves = without(groups, wanted);
        if (!leaves.isEmpty()) {
            broadcast.leave(connectionId, leaves);
            cursors.keySet().removeAll(leaves);
        }
        Set<String> joins = without(wanted, groups);
        // Set before the groups are joined: a back end asks whether a group is wanted, and what is
        // published meanwhile must not be skipped.
        groups = wanted;
        return joins;
    }

    private static Set<String> without(Set<String> all, Set<String> others) {
        Set<String> rest = new LinkedHashSet<>(all);
        rest.removeAll(others);
        return rest;
    }
}
