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

    /** An envelope that several clients get: those that were given the same before. */
    private record Made(long prev, long seq, Payload payload) {}

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
        plant.latest()
                .heads()
                .forEach(
                        (group, head) -> {
                            Long before = told.put(group, head);
                            if (before == null || before < head) {
                                broadcast.sendLate(
                                        group, connection -> envelope(connection, group));
                            }
                        });
    }

    private @Nullable Payload envelope(String connectionId, String group) {
        OptionalLong seat = subscriptions.seat(connectionId, group);
        if (seat.isEmpty()) {
            // Joined, and its subscription is about to be answered: the answer brings it.
            return null;
        }
        long prev = seat.getAsLong();
        Made made = newest.get(group);
        LatestTable latest = plant.latest();
        Long head = latest.heads().get(group);
        if (head == null || head <= prev) {
            return null;
        }
        if (made == null || made.prev != prev || made.seq != head) {
            LatestTable.Slice slice = latest.since(group, prev);
            made = new Made(prev, slice.seq(), payload(group, latest.epoch(), prev, slice));
            newest.put(group, made);
        }
        subscriptions.given(connectionId, group, made.seq);
        return made.payload;
    }

    private Payload payload(String group, String epoch, long prev, LatestTable.Slice slice) {
        Envelope envelope =
                new Envelope(
                        group,
                        epoch,
                        prev,
                        slice.seq(),
                        clock.instant().toEpochMilli(),
                        plant.sourceLag().toMillis(),
                        slice.rows(),
                        null);
        return new Payload(Targets.VALUES, WireWriter.envelope(envelope));
    }
}
