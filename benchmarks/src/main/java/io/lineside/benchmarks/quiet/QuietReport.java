package io.lineside.benchmarks.quiet;

import io.lineside.benchmarks.process.Median;
import io.lineside.benchmarks.values.ValuesPlant;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Prints what was measured without load, as Markdown: medians of the intervals. */
final class QuietReport {

    /** A thread that takes less than this share of a core is not worth a line. */
    private static final double LEAST = 0.0005;

    private final PrintStream out;
    private final List<Quiet.Interval> intervals;
    private final Duration length;

    QuietReport(PrintStream out, List<Quiet.Interval> intervals, Duration length) {
        this.out = out;
        this.intervals = intervals;
        this.length = length;
    }

    void print(int connections) {
        out.printf(
                "Quiet relay: a plant of %,d signals, no device, no client; %s of %d s%n%n",
                ValuesPlant.ALL_SIGNALS, medians(), length.toSeconds());
        out.println("| what | figure | aim |");
        out.println("|---|---|---|");
        row("relay, % of a core", "%.2f", each -> 100 * each.relay(), "at most 2");
        row("hub emulator, % of a core", "%.2f", each -> 100 * each.hub(), "at most 1");
        row("relay to hub, bytes/s", "%,.0f", Quiet.Interval::sent, "");
        row("hub to relay, bytes/s", "%,.0f", Quiet.Interval::received, "");
        row("management requests/s", "%.1f", Quiet.Interval::calls, "");
        out.printf("| connections to the hub | %d | |%n", connections);
        threads("relay", Quiet.Interval::relayThreads);
        threads("hub emulator", Quiet.Interval::hubThreads);
    }

    private String medians() {
        return intervals.size() == 1
                ? "one interval"
                : "medians of " + intervals.size() + " intervals";
    }

    private void row(String what, String form, ToDoubleFunction<Quiet.Interval> value, String aim) {
        out.printf("| %s | " + form + " | %s |%n", what, Median.of(intervals, value), aim);
    }

    private void threads(String process, Function<Quiet.Interval, Map<String, Double>> cores) {
        TreeSet<String> names = new TreeSet<>();
        intervals.forEach(each -> names.addAll(cores.apply(each).keySet()));
        Map<String, Double> medians = new TreeMap<>();
        for (String name : names) {
            double share = Median.of(intervals, each -> cores.apply(each).getOrDefault(name, 0.0));
            if (share >= LEAST) {
                medians.put(name, share);
            }
        }
        if (!medians.isEmpty()) {
            out.printf("%n| thread of the %s | %% of a core |%n|---|---|%n", process);
            medians.forEach((name, share) -> out.printf("| %s | %.2f |%n", name, 100 * share));
        }
    }
}
