package io.lineside.relay.source.eventhubs;

import io.lineside.core.source.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far the messages of each partition were handed on to the engine. Thread-safe, but for {@link
 * #isStuck} and {@link #restart()}, which are for the watching thread alone.
 */
final class Progress {

    private record Stand(long sequenceNumber, boolean handing) {}

    private record Behind(long sequenceNumber, long sinceNanos) {}

    private static final Stand NOTHING = new Stand(Long.MIN_VALUE, false);

    private final Map<String, Stand> stands = new ConcurrentHashMap<>();
    private final Map<String, Behind> behind = new HashMap<>();
    private final LongSupplier nanoTime;
    private volatile long newest;

    Progress(Map<String, Position> stored, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.newest = nanoTime.getAsLong();
        stored.forEach((partition, position) -> reset(partition, position.sequenceNumber()));
    }

    /**
     * The sequence number of the newest message handed on; null when none was, and no position is
     * stored.
     */
    @Nullable Long handedOn(String partition) {
        long number = stands.getOrDefault(partition, NOTHING).sequenceNumber();
        return number == Long.MIN_VALUE ? null : Long.valueOf(number);
    }

    void reset(String partition, long sequenceNumber) {
        stands.put(partition, new Stand(sequenceNumber, false));
    }

    /** Notes that a message is about to be handed on, which waits while the inbox has no room. */
    void begin(String partition) {
        stands.compute(
                partition,
                (_, stand) -> new Stand((stand == null ? NOTHING : stand).sequenceNumber(), true));
    }

    void done(String partition, long sequenceNumber) {
        newest = nanoTime.getAsLong();
        stands.put(partition, new Stand(sequenceNumber, false));
    }

    /** Measures anew, from now on, how long partitions make no progress. */
    void restart() {
        behind.clear();
    }

    /** Whether any message was handed on since this monotonic time. */
    boolean movedSince(long nanos) {
        return newest - nanos > 0;
    }

    /**
     * Whether for this long the hub had more messages of the partition, and none came though the
     * engine would have taken them.
     */
    boolean isStuck(String partition, long tail, Duration patience) {
        Stand stand = stands.getOrDefault(partition, NOTHING);
        if (tail <= stand.sequenceNumber() || stand.handing() || tail < 0) {
            behind.remove(partition);
            return false;
        }
        long now = nanoTime.getAsLong();
        Behind before = behind.get(partition);
        if (before == null || before.sequenceNumber() != stand.sequenceNumber()) {
            behind.put(partition, new Behind(stand.sequenceNumber(), now));
            return false;
        }
        return now - before.sinceNanos() > patience.toNanos();
    }
}
