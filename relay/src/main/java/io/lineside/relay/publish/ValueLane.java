package io.lineside.relay.publish;

import io.lineside.model.wire.Envelope;
import io.lineside.model.wire.Targets;
import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.Payload;
import io.lineside.relay.latest.LatestTable;
import io.lineside.relay.plant.Plant;
import io.lineside.relay.subscription.Subscriptions;
import io.lineside.relay.wire.WireWriter;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Changed values. The tick only says that there is something; what a client gets is made when its
 * socket can be written, from what it was given last, so a slow one gets fewer and newer envelopes.
 * {@link #tick} on the publish thread, the making on the back end's.
 */
final class ValueLane {

    /** How many different envelopes of a group's tick are kept: clients in step need one. */
    private static final int MOST_MADE = 16;

    /**
     * A tick's envelopes of a group, each for all clients that were given the same before.
     *
     * @param seq the group's head at the tick, where each of them ends
     * @param byPrev by where each begins
     */
    private record Made(LatestTable latest, long seq, Map<Long, Payload> byPrev) {

        boolean is(LatestTable table, long head) {
            return latest == table && seq == head;
        }
    }

    private final Plant plant;
    private final Subscriptions subscriptions;
    private final Broadcast broadcast;
    private final InstantSource clock;
    private final Map<String, Long> told = new HashMap<>();
    private final Map<String, Made> newest = new ConcurrentHashMap<>();

    ValueLane(Plant plant, Subscriptions subscriptions, Broadcast broadcast, InstantSource clock) {
        this.plant = plant;
        this.subscriptions = subscriptions;
        this.broadcast = broadcast;
        this.clock = clock;
    }

    void tick() {
        LatestTable latest = plant.latest();
        latest.heads()
                .forEach(
                        (group, head) -> {
                            Long before = told.put(group, head);
                            if (before == null || before < head) {
                                broadcast.sendLate(
                                        group,
                                        connection -> envelope(connection, group, latest, head));
                            }
                        });
    }

    private @Nullable Payload envelope(
            String connectionId, String group, LatestTable latest, long head) {
        OptionalLong seat = subscriptions.seat(connectionId, group);
        if (seat.isEmpty()) {
            // Joined, and its subscription is about to be answered: the answer brings it.
            return null;
        }
        long prev = seat.getAsLong();
        if (head <= prev) {
            return null;
        }
        Made made = newest.get(group);
        if (made == null || !made.is(latest, head)) {
            made = new Made(latest, head, new ConcurrentHashMap<>());
            newest.put(group, made);
        }
        Payload payload = made.byPrev.get(prev);
        if (payload == null) {
            payload = payload(group, latest, prev, head);
            if (made.byPrev.size() < MOST_MADE) {
                made.byPrev.put(prev, payload);
            }
        }
        subscriptions.given(connectionId, group, head);
        return payload;
    }

    /**
     * Ends at the tick's head whatever has changed since, so that clients in step stay so and share
     * what is made. Rows may be newer than that head; the next envelope then has them again.
     */
    private Payload payload(String group, LatestTable latest, long prev, long head) {
        Envelope envelope =
                new Envelope(
                        group,
                        latest.epoch(),
                        prev,
                        head,
                        clock.instant().toEpochMilli(),
                        plant.sourceLag().toMillis(),
                        latest.since(group, prev).rows(),
                        null);
        return new Payload(Targets.VALUES, WireWriter.envelope(envelope));
    }
}
