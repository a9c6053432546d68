package io.lineside.core.engine;

import io.lineside.core.source.Position;
import io.lineside.core.source.SourceEvent;
import io.lineside.model.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each partition is read, and what follows: whether the relay's values are the present. For
 * the engine thread alone.
 */
final class Partitions {

    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);

    /**
     * The relay is catching up while the oldest unread message was enqueued longer ago than this.
     */
    static final Duration BEHIND = Duration.ofSeconds(5);

    /**
     * A source reports every 2 s at least; a source that is silent for longer than this counts as
     * lost.
     */
    static final Duration SILENCE = Duration.ofSeconds(5);

    private static final class Partition {
        int generation;
        long sequenceNumber = -1;
        Instant enqueued = Instant.EPOCH;
        // The hub's newest sequence number, as far as known; null before the hub answered.
        @Nullable Long tail;
        // Every message that the partition took until this moment is read.
        Instant watermark = Instant.EPOCH;
        // Whether a message of this partition came since the hub's last answer.
        boolean delivered;
        // Whether the hub has no such partition: the hub was made anew, or is another hub.
        boolean absent;

        void isThere() {
            if (absent) {
                absent = false;
                // While the partition was absent, its watermark followed the other partitions; the
                // messages that it has now are not read yet.
                watermark = enqueued;
            }
        }

        boolean hasUnread() {
            return !absent && (tail == null || tail > sequenceNumber);
        }
    }

    private final Map<String, Partition> partitions = new HashMap<>();
    private final Map<String, Position> changed = new LinkedHashMap<>();
    // When the source last delivered or reported something; null before it ever did.
    private @Nullable Moment lastReport;
    private boolean connected;
    private Duration newestLag = Duration.ZERO;
    private long missing;

    Partitions(Map<String, Position> stored) {
        stored.forEach(
                (id, position) -> {
                    Partition partition = new Partition();
                    partition.generation = position.generation();
                    partition.sequenceNumber = position.sequenceNumber();
                    partition.enqueued = position.enqueuedTime();
                    partition.watermark = position.enqueuedTime();
                    partitions.put(id, partition);
                });
    }

    /** Moves on to this message; false when the message was read before. */
    boolean accept(Inbound.Arrival arrival) {
        Partition partition = partition(arrival.partition());
        lastReport = arrival.arrived();
        partition.delivered = true;
        partition.isThere();
        if (arrival.sequenceNumber() <= partition.sequenceNumber) {
            return false;
        }
        partition.sequenceNumber = arrival.sequenceNumber();
        partition.enqueued = arrival.enqueued();
        partition.watermark = later(partition.watermark, arrival.enqueued());
        newestLag = positive(Duration.between(arrival.enqueued(), arrival.arrived().wall()));
        note(arrival.partition(), partition);
        return true;
    }

    void on(SourceEvent.Answered answered, Moment now) {
        connected = true;
        lastReport = now;
        answered.tails()
                .forEach(
                        (id, tail) -> {
                            Partition partition = partition(id);
                            partition.tail = tail;
                            partition.isThere();
                            if (!partition.hasUnread()) {
                                partition.watermark = later(partition.watermark, answered.asked());
                            }
                        });
        leaveOut(answered);
    }

    /**
     * Waits no longer for partitions that the hub does not have. Devices send through the other
     * partitions now, so an alarm delay that began in an absent one ends when the others are read.
     */
    private void leaveOut(SourceEvent.Answered answered) {
        partitions.forEach(
                (id, partition) -> {
                    // A partition that delivered is newer than the hub's list of partitions.
                    if (!answered.tails().containsKey(id) && !partition.delivered) {
                        if (!partition.absent) {
                            LOG.warn(
                                    "The hub has no partition {}, which is read up to {};"
                                            + " it is not waited for",
                                    id,
                                    partition.sequenceNumber);
                        }
                        partition.absent = true;
                    }
                    partition.delivered = false;
                });
        Instant read = oldestUnread(answered.asked());
        for (Partition partition : partitions.values()) {
            if (partition.absent) {
                partition.watermark = later(partition.watermark, read);
            }
        }
    }

    private Instant oldestUnread(Instant otherwise) {
        return partitions.values().stream()
                .filter(Partition::hasUnread)
                .map(partition -> partition.watermark)
                .min(Comparator.naturalOrder())
                .orElse(otherwise);
    }

    void onLost() {
        connected = false;
    }

    void on(SourceEvent.Moved moved) {
        Partition partition = partition(moved.partition());
        missing += moved.missing();
        partition.sequenceNumber = moved.sequenceNumber();
        partition.tail = null;
        partition.isThere();
        if (moved.restarted()) {
            partition.generation++;
        }
        note(moved.partition(), partition);
    }

    /** The time until which every message that the partition took is read. */
    Instant watermark(String partition) {
        return partition(partition).watermark;
    }

    /** The partitions there are, and those the hub no longer has. */
    Iterable<String> ids() {
        return partitions.keySet();
    }

    /**
     * The partition's name in causes. The name changes when the hub's numbers start again, since
     * the same number then names another message.
     */
    String causeName(String id) {
        int generation = partition(id).generation;
        return generation == 0 ? id : id + "~" + generation;
    }

    SourceState state(Moment now) {
        if (!connected || lastReport == null || now.since(lastReport).compareTo(SILENCE) > 0) {
            return SourceState.LOST;
        }
        return behind(now.wall()).compareTo(BEHIND) > 0
                ? SourceState.CATCHING_UP
                : SourceState.LIVE;
    }

    /** The time that the newest message took from the hub to the relay. */
    Duration newestLag() {
        return newestLag;
    }

    /** How many messages the hub no longer had when they were to be read. */
    long missing() {
        return missing;
    }

    /** How many partitions were read before and are no longer in the hub. */
    long absent() {
        return partitions.values().stream().filter(partition -> partition.absent).count();
    }

    /** The positions that changed since the last call, to be stored. */
    Map<String, Position> take() {
        Map<String, Position> taken = new LinkedHashMap<>(changed);
        changed.clear();
        return taken;
    }

    /** How long ago the oldest unread message was enqueued, at most; zero when there is none. */
    private Duration behind(Instant now) {
        Duration most = Duration.ZERO;
        for (Partition partition : partitions.values()) {
            if (partition.hasUnread()) {
                Duration age = positive(Duration.between(partition.watermark, now));
                most = age.compareTo(most) > 0 ? age : most;
            }
        }
        return most;
    }

    private Partition partition(String id) {
        return partitions.computeIfAbsent(id, _ -> new Partition());
    }

    private void note(String id, Partition partition) {
        changed.put(
                id,
                new Position(partition.generation, partition.sequenceNumber, partition.enqueued));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
