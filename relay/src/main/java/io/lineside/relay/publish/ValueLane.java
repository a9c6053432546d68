package io.lineside.relay.publish;

import io.lineside.core.engine.PlantStatus;
import io.lineside.core.engine.PlantValues;
import io.lineside.core.signal.LatestTable;
import io.lineside.model.AssetPath;
import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.DeferredPayload;
import io.lineside.relay.broadcast.Payload;
import io.lineside.relay.broadcast.WireMessages;
import io.lineside.relay.subscription.Subscriptions;
import io.lineside.wire.Envelope;
import io.lineside.wire.Groups;
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
 * Publishes changed values. The tick only announces that a unit has changes; a client's envelope is
 * made when the client's socket can be written, from the client's cursor on, so a slow client gets
 * fewer and newer envelopes. A service that holds the sockets itself gets the changes since it last
 * accepted an envelope. {@link #tick} runs on the publish thread, envelopes are made on the back
 * end's threads.
 */
final class ValueLane {

    /**
     * How many different envelopes are kept of a group's tick: clients with the same cursor share
     * one.
     */
    private static final int MOST_MADE = 16;

    /**
     * The envelopes of a group at one tick, each for all clients with the same cursor.
     *
     * @param seq the group's head at the tick, where every envelope ends
     * @param byPrev by the cursor where the envelope begins
     */
    private record Made(LatestTable latest, long seq, Map<Long, Payload> byPrev) {

        boolean is(LatestTable table, long head) {
            return latest == table && seq == head;
        }
    }

    /** How far a service that knows groups alone has taken a group. */
    private record Accepted(LatestTable latest, long seq) {}

    private final PlantValues values;
    private final PlantStatus status;
    private final Subscriptions subscriptions;
    private final Broadcast broadcast;
    private final InstantSource clock;
    private final Map<AssetPath, Unit> units = new HashMap<>();
    private final Map<String, Made> newest = new ConcurrentHashMap<>();
    private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();

    ValueLane(
            PlantValues values,
            PlantStatus status,
            Subscriptions subscriptions,
            Broadcast broadcast,
            InstantSource clock) {
        this.values = values;
        this.status = status;
        this.subscriptions = subscriptions;
        this.broadcast = broadcast;
        this.clock = clock;
    }

    void tick() {
        LatestTable latest = values.latest();
        latest.heads()
                .forEach(
                        (path, head) -> {
                            Unit unit = units.computeIfAbsent(path, Unit::new);
                            if (unit.announced < head) {
                                broadcast.sendDeferred(unit.group, new Changed(unit, latest, head));
                            }
                            unit.announced = head;
                        });
    }

    /** A unit with its values group; {@code announced} is for the publish thread alone. */
    private static final class Unit {
        private final AssetPath path;
        private final String group;
        // Below every head, so that the first tick announces what is there.
        private long announced = -1;

        Unit(AssetPath path) {
            this.path = path;
            this.group = Groups.values(path);
        }
    }

    /** The changes of a unit that a tick found. */
    private final class Changed implements DeferredPayload {
        private final Unit unit;
        private final LatestTable latest;
        private final long head;

        Changed(Unit unit, LatestTable latest, long head) {
            this.unit = unit;
            this.latest = latest;
            this.head = head;
        }

        @Override
        public @Nullable Payload forConnection(String connectionId) {
            return envelope(connectionId, this);
        }

        @Override
        public DeferredPayload.@Nullable ForGroup forGroup(int largest) {
            if (!subscriptions.isWanted(unit.group)) {
                // A client that subscribes later gets all values in the answer.
                accepted(this);
                return null;
            }
            Accepted last = accepted.get(unit.group);
            long prev = last != null && last.latest == latest ? last.seq : 0;
            return head <= prev
                    ? null
                    : new DeferredPayload.ForGroup(
                            parts(this, prev, largest), () -> accepted(this));
        }
    }

    private void accepted(Changed changed) {
        accepted.merge(
                changed.unit.group,
                new Accepted(changed.latest, changed.head),
                (had, now) -> had.latest == now.latest && had.seq > now.seq ? had : now);
    }

    /** One envelope, or so many parts of it that no part has more than {@code largest} bytes. */
    private List<Payload> parts(Changed changed, long prev, int largest) {
        Envelope whole = envelope(changed, prev);
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

    private @Nullable Payload envelope(String connectionId, Changed changed) {
        String group = changed.unit.group;
        long head = changed.head;
        OptionalLong cursor = subscriptions.cursor(connectionId, group);
        if (cursor.isEmpty()) {
            // The client has joined, and its subscription is about to be answered: the answer
            // contains these changes.
            return null;
        }
        long prev = cursor.getAsLong();
        if (head <= prev) {
            return null;
        }
        Made made = newest.get(group);
        if (made == null || !made.is(changed.latest, head)) {
            made = new Made(changed.latest, head, new ConcurrentHashMap<>());
            newest.put(group, made);
        }
        Payload payload = made.byPrev.get(prev);
        if (payload == null) {
            payload = new Payload(Targets.VALUES, WireWriter.envelope(envelope(changed, prev)));
            if (made.byPrev.size() < MOST_MADE) {
                made.byPrev.put(prev, payload);
            }
        }
        subscriptions.given(connectionId, group, head);
        return payload;
    }

    /**
     * An envelope that ends at the tick's head, whatever has changed since: clients with the same
     * cursor keep the same cursor and share envelopes. Rows may be newer than that head; the next
     * envelope then has them again.
     */
    private Envelope envelope(Changed changed, long prev) {
        return new Envelope(
                changed.unit.group,
                changed.latest.epoch(),
                prev,
                changed.head,
                clock.instant().toEpochMilli(),
                status.sourceLag().toMillis(),
                WireMessages.rows(changed.latest.since(changed.unit.path, prev).samples()),
                null);
    }
}
