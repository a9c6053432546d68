package io.lineside.benchmarks.process;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Medians of what was measured several times. */
public final class Median {

    private Median() {}

    /** The median of a figure; the mean of the two in the middle where the number is even. */
    public static <T> double of(List<T> all, ToDoubleFunction<T> value) {
        double[] sorted = all.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
