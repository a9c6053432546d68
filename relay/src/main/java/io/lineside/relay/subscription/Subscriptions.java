package io.lineside.relay.subscription;

import io.lineside.core.engine.PlantAlarms;
import io.lineside.core.engine.PlantStatus;
import io.lineside.core.engine.PlantValues;
import io.lineside.model.AssetPath;
import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.NoDeliveryException;
import io.lineside.wire.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of all clients. Subscribing, renewing and recovering are one call: the client
 * first joins its groups and is then answered with what it lacks, so that no change is missed in
 * between. Safe on any thread.
 */
public final class Subscriptions {

    /** How long a subscription holds without being renewed. */
    public static final Duration LEASE = Duration.ofSeconds(60);

    /** How long a call waits for the back end. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final PlantValues values;
    private final Broadcast broadcast;
    private final InstantSource clock;
    private final Answers answers;
    private final Map<String, Subscriber> subscribers = new ConcurrentHashMap<>();

    public Subscriptions(
            PlantValues values,
            PlantAlarms alarms,
            PlantStatus status,
            Broadcast broadcast,
            InstantSource clock) {
        this.values = values;
        this.broadcast = broadcast;
        this.clock = clock;
        this.answers = new Answers(values, alarms, status, broadcast);
        broadcast.onGone(subscribers::remove);
    }

    /**
     * Takes all that a connection wants, and answers with what the client lacks. Waits for a back
     * end that has to be asked.
     *
     * @throws UnknownConnectionException when there is no such connection
     * @throws IllegalArgumentException when a path is not an asset path
     * @throws NoDeliveryException when the back end cannot be asked
     */
    public Subscription.Answer subscribe(Subscription wanted) throws UnknownConnectionException {
        List<AssetPath> paths = wanted.paths().stream().map(AssetPath::new).toList();
        String id = wanted.connectionId();
        Subscriber subscriber = renewed(id);
        subscriber.turn().lock();
        try {
            if (!isThere(subscriber, subscriber.want(paths, values))) {
                subscribers.remove(id, subscriber);
                throw new UnknownConnectionException(id);
            }
            // The publish thread may add the client to further groups meanwhile: their values come
            // with the next tick.
            return answers.answer(
                    subscriber.groups(), subscriber.cursors(), wanted.have(), clock.instant());
        } finally {
            subscriber.turn().unlock();
        }
    }

    private Subscriber renewed(String connectionId) {
        Instant until = clock.instant().plus(LEASE);
        while (true) {
            Subscriber subscriber =
                    subscribers.computeIfAbsent(connectionId, id -> new Subscriber(id, broadcast));
            if (subscriber.renew(until)) {
                return subscriber;
            }
            subscribers.remove(connectionId, subscriber);
        }
    }

    private static boolean isThere(Subscriber subscriber, Subscriber.Joining joining) {
        try {
            return joining.connected().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            subscriber.forget(joining.groups());
            throw NoDeliveryException.of(e);
        } catch (TimeoutException e) {
            subscriber.forget(joining.groups());
            throw new NoDeliveryException(
                    "groups could not be joined within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoDeliveryException("the relay is stopping");
        }
    }

    /**
     * The seq up to which the connection was given the values group; empty when the connection has
     * not subscribed to the group, or has not been answered yet.
     */
    public OptionalLong cursor(String connectionId, String group) {
        Subscriber subscriber = subscribers.get(connectionId);
        Long cursor = subscriber == null ? null : subscriber.cursors().get(group);
        return cursor == null ? OptionalLong.empty() : OptionalLong.of(cursor);
    }

    /** Notes that the connection is given the values group up to this seq. */
    public void given(String connectionId, String group, long seq) {
        Subscriber subscriber = subscribers.get(connectionId);
        if (subscriber != null) {
            subscriber.cursors().computeIfPresent(group, (name, had) -> Math.max(had, seq));
        }
    }

    /**
     * Adds clients to the groups of units that have appeared since they subscribed. A client whose
     * joining fails does not keep others from joining; the first failure is thrown at the end, and
     * the next call tries the failed ones again.
     */
    public void assetsChanged() {
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
        Subscriber.Joining joining = subscriber.follow(values);
        CompletableFuture<?> unused =
                joining.connected()
                        .whenComplete(
                                (there, error) -> {
                                    if (error != null) {
                                        subscriber.forget(joining.groups());
                                    } else if (!there) {
                                        subscribers.remove(id, subscriber);
                                    }
                                });
    }

    /** Whether any client is in the group or about to join it. */
    public boolean isWanted(String group) {
        return subscribers.values().stream()
                .anyMatch(subscriber -> subscriber.groups().contains(group));
    }

    /** Ends the subscriptions whose lease is over. */
    public void expire() {
        Instant now = clock.instant();
        subscribers.forEach(
                (id, subscriber) -> {
                    if (subscriber.endIfOver(now)) {
                        subscribers.remove(id, subscriber);
                    }
                });
    }

    /** How many connections have a subscription. */
    public int count() {
        return subscribers.size();
    }
}
