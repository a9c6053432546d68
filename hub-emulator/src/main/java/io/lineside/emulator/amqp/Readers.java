package io.lineside.emulator.amqp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.qpid.protonj2.types.transport.ErrorCondition;
import org.jspecify.annotations.Nullable;

/**
 * Who reads which partition for which consumer group, over all connections. A reader with an epoch
 * is alone: an equal or higher one evicts it, a lower one and those without are refused. Safe on
 * any thread.
 */
final class Readers {

    /** How many readers without an epoch a partition may have in one consumer group. */
    static final int MOST_WITHOUT_EPOCH = 5;

    private record Key(String consumerGroup, String partition) {}

    private final @Nullable Set<String> consumerGroups;
    private final Map<Key, List<ReaderLink>> readers = new HashMap<>();

    /** With these consumer groups; null: there is one of any name. */
    Readers(@Nullable Set<String> consumerGroups) {
        this.consumerGroups = consumerGroups;
    }

    /** Whether there is such a consumer group. */
    boolean know(String consumerGroup) {
        return consumerGroups == null || consumerGroups.contains(consumerGroup);
    }

    /**
     * Admits the reader and evicts the readers below its epoch; null when admitted, else why not.
     */
    synchronized @Nullable ErrorCondition admit(
            String consumerGroup, String partition, ReaderLink reader) {
        List<ReaderLink> present =
                readers.computeIfAbsent(
                        new Key(consumerGroup, partition), key -> new ArrayList<>());
        Long epoch = reader.epoch();
        Long highest = null;
        for (ReaderLink other : present) {
            Long theirs = other.epoch();
            if (theirs != null && (highest == null || theirs > highest)) {
                highest = theirs;
            }
        }
        if (epoch == null) {
            if (highest != null) {
                return Errors.stolen(
                        "a receiver with epoch " + highest + " reads partition " + partition);
            }
            if (present.size() >= MOST_WITHOUT_EPOCH) {
                return Errors.exceeded(
                        "at most "
                                + MOST_WITHOUT_EPOCH
                                + " receivers without an epoch may read a partition in a consumer group");
            }
            present.add(reader);
            return null;
        }
        if (highest != null && epoch < highest) {
            return Errors.stolen(
                    "a receiver with the higher epoch "
                            + highest
                            + " reads partition "
                            + partition);
        }
        List<ReaderLink> evicted = List.copyOf(present);
        present.clear();
        present.add(reader);
        evicted.forEach(
                other ->
                        other.evict(
                                Errors.stolen(
                                        "a receiver with epoch "
                                                + epoch
                                                + " took over partition "
                                                + partition)));
        return null;
    }

    synchronized void leave(String consumerGroup, String partition, ReaderLink reader) {
        List<ReaderLink> present = readers.get(new Key(consumerGroup, partition));
        if (present != null) {
            present.remove(reader);
        }
    }
}
