package io.lineside.relay.publish;

import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.Payload;
import io.lineside.relay.latest.LatestTable;
import io.lineside.relay.plant.Plant;
import io.lineside.relay.subscription.Subscriptions;
import io.lineside.wire.Envelope;
import io.lineside.wire.Row;
import io.lineside.wire.Targets;
import io.lineside.wire.WireWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Changed values. The tick only says that there is something; what a client gets is made when its
 * socket can be written, from what it was given last, so a slow one gets fewer and newer envelopes.
 * A service that holds the sockets itself is given what changed since it last took something.
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

    /** How far a service that knows groups alone has taken a group. */
    private record Accepted(LatestTable latest, long seq) {}

    private final Plant plant;
    private final Subscriptions subscriptions;
    private final Broadcast broadcast;
    private final InstantSource clock;
    private final Map<String, Long> told = new HashMap<>();
    private final Map<String, Made> newest = new ConcurrentHashMap<>();
    private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();

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
                            Long before = told.get(group);
                            if (before == null || before < head) {
                                broadcast.sendLate(group, new Changed(group, latest, head));
                            }
                            told.put(group, head);
                        });
    }

    /** What a tick found changed in a group. */
    private final class Changed implements Broadcast.LatePayload {
        private final String group;
        private final LatestTable latest;
        private final long head;

        Changed(String group, LatestTable latest, long head) {
            this.group = group;
            this.latest = latest;
            this.head = head;
        }

        @Override
        public @Nullable Payload forConnection(String connectionId) {
            return envelope(connectionId, group, latest, head);
        }

        @Override
        public Broadcast.@Nullable GroupPayload forGroup(int largest) {
            if (!subscriptions.isWanted(group)) {
                // Whoever comes next is answered with all of it when he subscribes.
                accepted(this);
                return null;
            }
            Accepted last = accepted.get(group);
            long prev = last != null && last.latest == latest ? last.seq : 0;
            return head <= prev
                    ? null
                    : new Broadcast.GroupPayload(parts(this, prev, largest), () -> accepted(this));
        }
    }

    private void accepted(Changed changed) {
        accepted.merge(
                changed.group,
                new Accepted(changed.latest, changed.head),
                (had, now) -> had.latest == now.latest && had.seq > now.seq ? had : now);
    }

    /** One envelope, or as many parts of it as keep each within the largest. */
    private List<Payload> parts(Changed changed, long prev, int largest) {
        Envelope whole = envelope(changed.group, changed.latest, prev, changed.head);
        byte[] json = WireWriter.envelope(whole);
        int rows = whole.values().size();
        int count = Math.min(rows, json.length / largest + 1);
        List<byte[]> parts = List.of(json);
        while (count > parts.size() && parts.stream().anyMatch(part -> part.length > largest)) {
            parts = split(whole, count);
            count = Math.min(rows, 2 * count);
        }
        return parts.stream().map(part -> new Payload(Targets.VALUES, part)).toList();
    }

    private static List<byte[]> split(Envelope whole, int count) {
        List<Row> rows = whole.values();
        List<byte[]> parts = new ArrayList<>(count);
        for (int k = 1; k <= count; k++) {
            int from = (int) ((long) rows.size() * (k - 1) / count);
            int to = (int) ((long) rows.size() * k / count);
            parts.add(WireWriter.envelope(whole.part(rows.subList(from, to), k, count)));
        }
        return parts;
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

    private Payload payload(String group, LatestTable latest, long prev, long head) {
        return new Payload(
                Targets.VALUES, WireWriter.envelope(envelope(group, latest, prev, head)));
    }

    /**
     * Ends at the tick's head whatever has changed since, so that clients in step stay so and share
     * what is made. Rows may be newer than that head; the next envelope then has them again.
     */
    private Envelope envelope(String group, LatestTable latest, long prev, long head) {
        return new Envelope(
                group,
                latest.epoch(),
                prev,
                head,
                clock.instant().toEpochMilli(),
                plant.sourceLag().toMillis(),
                latest.since(group, prev).rows(),
                null);
    }
}
