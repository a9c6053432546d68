package io.lineside.relay.sizing;

import io.lineside.wire.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The load of a unit's values group, for any tick. Signals of one device with the same period come
 * in one message; different devices, and signals that report by exception, come independently of
 * each other.
 */
final class ValuesGroup {

    /**
     * Signals that come together.
     *
     * @param rate how often they come, per second
     * @param periodic whether they come at even intervals; else at random
     */
    record Batch(double rate, boolean periodic, List<Row> rows) {

        /** The chance that the batch comes within a tick. */
        double within(double seconds) {
            return periodic ? Math.min(1, rate * seconds) : -Math.expm1(-rate * seconds);
        }
    }

    // Keeps a sum of chances such as 3 × 1/3 from being rounded up to one row more.
    private static final double ROUNDING = 1e-9;

    private final String group;
    private final int members;
    private final List<Batch> batches;
    private final List<Row> rows = new ArrayList<>();
    private final Map<Integer, Integer> sizes = new HashMap<>();

    ValuesGroup(String group, int members, List<Batch> batches) {
        this.group = group;
        this.members = members;
        // The most frequent batches first, so that the rows at the front are the likely ones.
        this.batches =
                batches.stream()
                        .sorted(Comparator.comparingDouble(Batch::rate).reversed())
                        .toList();
        this.batches.forEach(batch -> rows.addAll(batch.rows()));
    }

    /** The group's load with this tick: an envelope for each tick in which something came. */
    GroupLoad at(Duration tick) {
        double seconds = tick.toNanos() / 1e9;
        double nothing = 1;
        double expected = 0;
        for (Batch batch : batches) {
            double chance = batch.within(seconds);
            nothing *= 1 - chance;
            expected += chance * batch.rows().size();
        }
        double something = 1 - nothing;
        if (something <= 0) {
            return new GroupLoad(group, 0, size(0), 0, members);
        }
        int count = Math.clamp((long) Math.ceil(expected / something - ROUNDING), 1, rows.size());
        return new GroupLoad(group, count, size(count), something / seconds, members);
    }

    private int size(int count) {
        return sizes.computeIfAbsent(
                count, wanted -> Specimens.values(group, rows.subList(0, wanted)));
    }
}
