package io.lineside.devices.link;

import io.lineside.model.SignalId;
import io.lineside.model.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a link has in hand, oldest first, what it has done, and the value sent last of each signal.
 * Guarded by the link's lock.
 */
final class Outbox {

    /** A message that the hub has not acknowledged. */
    static final class Pending {
        /** The same at each try, so that a reader of the hub can recognise a message sent twice. */
        final String id = UUID.randomUUID().toString();

        final CompletableFuture<Void> done = new CompletableFuture<>();
        final byte[] body;
        final long firstSent;
        long lastSent;
        boolean tried;

        Pending(byte[] body, long now) {
            this.body = body;
            this.firstSent = now;
            this.lastSent = now;
        }
    }

    private final Map<String, Pending> pending = new LinkedHashMap<>();

    /** The pending messages that this connection's uplink does not have yet. */
    private final Deque<Pending> waiting = new ArrayDeque<>();

    private final Map<SignalId, @Nullable Value> last = new TreeMap<>();
    private long sent;
    private long acknowledged;
    private long failed;
    private long retried;
    private long rows;
    private long connects;

    /** Adds a message to those in hand. */
    void add(Pending message, String deviceId, List<Measurement> readings) {
        sent++;
        rows += readings.size();
        pending.put(message.id, message);
        waiting.add(message);
        for (Measurement reading : readings) {
            String device = reading.device() == null ? deviceId : reading.device();
            reading.values().forEach((name, value) -> last.put(new SignalId(device, name), value));
        }
    }

    /** Counts a message that is refused. */
    void refuse(List<Measurement> readings) {
        sent++;
        failed++;
        rows += readings.size();
    }

    /** The hub has this message; false when the hub had acknowledged it before. */
    boolean acknowledge(Pending message) {
        if (pending.remove(message.id) == null) {
            return false;
        }
        acknowledged++;
        return true;
    }

    /** A connection was just made: all in hand is to be sent on it. */
    void connected() {
        connects++;
        waiting.clear();
        waiting.addAll(pending.values());
    }

    /** Whether the uplink has a message that is not acknowledged. */
    boolean isUplinkBusy() {
        return pending.size() > waiting.size();
    }

    /** The next message for the uplink; null when it has all. */
    @Nullable Pending next() {
        Pending message = waiting.poll();
        if (message != null) {
            if (message.tried) {
                retried++;
            }
            message.tried = true;
        }
        return message;
    }

    /** Gives up all in hand. */
    List<Pending> giveUp() {
        List<Pending> rest = new ArrayList<>(pending.values());
        pending.clear();
        waiting.clear();
        failed += rest.size();
        return rest;
    }

    int size() {
        return pending.size();
    }

    @Nullable Pending oldest() {
        return pending.isEmpty() ? null : pending.values().iterator().next();
    }

    LinkCounts counts() {
        return new LinkCounts(sent, acknowledged, failed, retried, rows, connects);
    }

    Map<SignalId, @Nullable Value> last() {
        return new TreeMap<>(last);
    }
}
