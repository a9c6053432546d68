package io.lineside.relay.subscription;

import io.lineside.model.AssetPath;
import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.NoDeliveryException;
import io.lineside.relay.plant.Plant;
import io.lineside.wire.Groups;
import io.lineside.wire.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of all clients. Subscribing, renewing and recovering are one call: join first,
 * then answer what the client has not got, so that nothing falls between.
 */
public final class Subscriptions {

    /** How long a subscription holds without being renewed. */
    public static final Duration LEASE = Duration.ofSeconds(60);

    /** How long a call waits for the back end. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Plant plant;
    private final Broadcast broadcast;
    private final InstantSource clock;
    private final Answers answers;
    private final Map<String, Subscriber> subscribers = new ConcurrentHashMap<>();

    public Subscriptions(Plant plant, Broadcast broadcast, InstantSource clock) {
        this.plant = plant;
        this.broadcast = broadcast;
        this.clock = clock;
        this.answers = new Answers(plant, broadcast);
        broadcast.onGone(subscribers::remove);
    }

    /** One client's set, and how far the relay has given it each values group. */
    private static final class Subscriber {
        final Map<String, Long> seats = new ConcurrentHashMap<>();

        /**
         * Held over a whole call, the waiting for the back end included; never by other threads.
         */
        final Lock turn = new ReentrantLock();

        volatile List<AssetPath> paths = List.of();
        volatile Instant until;
        volatile Set<String> groups = Set.of();

        Subscriber(Instant until) {
            this.until = until;
        }
    }

    /**
     * Takes the whole set of what a connection wants and answers what it has missed. Waits for a
     * back end that has to be asked.
     *
     * @throws UnknownConnectionException when there is no such connection
     * @throws IllegalArgumentException when a path is none
     * @throws NoDeliveryException when the back end cannot be asked
     */
    public Subscription.Answer subscribe(Subscription wanted) throws UnknownConnectionException {
        List<AssetPath> paths = wanted.paths().stream().map(AssetPath::new).toList();
        String id = wanted.connectionId();
        Subscriber subscriber = renewed(id);
        subscriber.turn.lock();
        try {
            CompletableFuture<Boolean> joined;
            Set<String> joins;
            synchronized (subscriber) {
                subscriber.paths = paths;
                joins = change(id, subscriber);
                joined = joins.isEmpty() ? broadcast.isConnected(id) : join(id, subscriber, joins);
            }
            if (!isThere(joined, subscriber, joins)) {
                subscribers.remove(id, subscriber);
                throw new UnknownConnectionException(id);
            }
            // Beside the publish thread: groups it lets the client into meanwhile bring themselves.
            return answers.answer(
                    subscriber.groups, subscriber.seats, wanted.have(), clock.instant());
        } finally {
            subscriber.turn.unlock();
        }
    }

    // In one step with its lease, so that it cannot end between being found and being renewed.
    private Subscriber renewed(String connectionId) {
        Instant until = clock.instant().plus(LEASE);
        return subscribers.compute(
                connectionId,
                (id, present) -> {
                    Subscriber subscriber = present == null ? new Subscriber(until) : present;
                    subscriber.until = until;
                    return subscriber;
                });
    }

    private static boolean isThere(
            CompletableFuture<Boolean> joined, Subscriber subscriber, Set<String> joins) {
        try {
            return joined.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            forget(subscriber, joins);
            throw NoDeliveryException.of(e);
        } catch (TimeoutException e) {
            forget(subscriber, joins);
            throw new NoDeliveryException(
                    "groups could not be joined within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoDeliveryException("the relay is stopping");
        }
    }

    // Not joined as far as is known: the next call tries again, and joining twice harms nobody.
    private static void forget(Subscriber subscriber, Set<String> joins) {
        synchronized (subscriber) {
            subscriber.groups = without(subscriber.groups, joins);
        }
    }

    private CompletableFuture<Boolean> join(String id, Subscriber subscriber, Set<String> joins) {
        try {
            return broadcast.join(id, joins);
        } catch (RuntimeException | Error e) {
            forget(subscriber, joins);
            throw e;
        }
    }

    private static Set<String> without(Set<String> groups, Set<String> others) {
        Set<String> rest = new LinkedHashSet<>(groups);
        rest.removeAll(others);
        return rest;
    }

    /**
     * Leaves the groups that are no longer wanted; wanted are those of the paths in the plant as it
     * is.
     *
     * @return the groups that are to be joined
     */
    private Set<String> change(String connectionId, Subscriber subscriber) {
        Set<String> groups = Answers.groups(subscriber.paths, plant.view());
        Set<String> leaves = without(subscriber.groups, groups);
        if (!leaves.isEmpty()) {
            broadcast.leave(connectionId, leaves);
            subscriber.seats.keySet().removeAll(leaves);
        }
        Set<String> joins = without(groups, subscriber.groups);
        // Before they are joined: whoever asks what is wanted must not miss what comes meanwhile.
        subscriber.groups = groups;
        return joins;
    }

    /**
     * How far the connection was given the values group; empty when it has not subscribed to it, or
     * not been answered.
     */
    public OptionalLong seat(String connectionId, String group) {
        Subscriber subscriber = subscribers.get(connectionId);
        Long seat = subscriber == null ? null : subscriber.seats.get(group);
        return seat == null ? OptionalLong.empty() : OptionalLong.of(seat);
    }

    /** Notes that the connection is given the values group up to this seq. */
    public void given(String connectionId, String group, long seq) {
        Subscriber subscriber = subscribers.get(connectionId);
        if (subscriber != null) {
            subscriber.seats.computeIfPresent(group, (name, had) -> Math.max(had, seq));
        }
    }

    /**
     * Lets clients into the groups of units that have appeared since they subscribed. One that
     * cannot be let in keeps out no other; the first failure is thrown at the end, and calling
     * again lets in whoever is not.
     */
    public void plantChanged() {
        @Nullable Throwable first = null;
        for (Map.Entry<String, Subscriber> each : subscribers.entrySet()) {
            try {
                letIn(each.getKey(), each.getValue());
            } catch (RuntimeException | Error e) {
                first = first == null ? e : first;
            }
        }
        switch (first) {
            case null -> {}
            case Error error -> throw error;
            default -> throw (RuntimeException) first;
        }
    }

    private void letIn(String id, Subscriber subscriber) {
        synchronized (subscriber) {
            Set<String> joins = change(id, subscriber);
            if (joins.isEmpty()) {
                return;
            }
            CompletableFuture<?> unused =
                    join(id, subscriber, joins)
                            .whenComplete(
                                    (there, error) -> {
                                        if (error != null) {
                                            forget(subscriber, joins);
                                        } else if (!there) {
                                            subscribers.remove(id, subscriber);
                                        }
                                    });
            for (String group : joins) {
                if (group.startsWith(Groups.VALUES)) {
                    // Nothing of it was given yet: the next tick brings all there is.
                    subscriber.seats.putIfAbsent(group, 0L);
                }
            }
        }
    }

    /** Whether somebody wants the group, or is about to be let into it. Any thread. */
    public boolean isWanted(String group) {
        return subscribers.values().stream()
                .anyMatch(subscriber -> subscriber.groups.contains(group));
    }

    /** Ends the subscriptions that nobody has renewed. */
    public void expire() {
        Instant now = clock.instant();
        for (String id : subscribers.keySet()) {
            Subscriber unused =
                    subscribers.computeIfPresent(
                            id,
                            (key, subscriber) -> {
                                if (!subscriber.until.isBefore(now)) {
                                    return subscriber;
                                }
                                broadcast.leave(key, subscriber.groups);
                                return null;
                            });
        }
    }

    /** How many connections have a subscription. */
    public int count() {
        return subscribers.size();
    }
}
