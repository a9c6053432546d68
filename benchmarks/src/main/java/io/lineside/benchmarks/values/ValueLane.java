package io.lineside.benchmarks.values;

import io.lineside.benchmarks.process.Child;
import io.lineside.benchmarks.process.Launch;
import io.lineside.benchmarks.process.Median;
import io.lineside.benchmarks.process.ThreadCpu;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The value lane in a whole relay: what it costs to publish and broadcast, by thread. The relay
 * runs on one core, the clients on the other; medians of the intervals.
 */
final class ValueLane {

    /** What the clients have seen so far, and the latencies since the last mark. */
    private record Mark(
            long envelopes,
            long rows,
            long bytes,
            long gaps,
            long backwards,
            double p50,
            double p99) {

        static Mark parse(String answer) throws IOException {
            String[] words = answer.split(" ");
            if (!words[0].equals("marked")) {
                throw new IOException("the load client said: " + answer);
            }
            long[] n = Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
            return new Mark(n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
        }
    }

    private record Interval(
            Map<String, Double> cores,
            double loadCores,
            double envelopes,
            double rows,
            double bytes,
            double p50,
            double p99) {}

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Linux keeps 15 characters of a name. */
    private static final Predicate<String> PUBLISH =
            name ->
                    name.equals("relay-publish")
                            || name.startsWith("signalr-writer")
                            || name.startsWith("signalr-clock")
                            || name.startsWith("JettyServerThre");

    private final int clients;
    private final Duration warm;
    private final Duration length;
    private final int intervals;
    private final List<String> jvm;
    private final Path log;
    private final PrintStream out;

    ValueLane(
            int clients,
            Duration warm,
            Duration length,
            int intervals,
            List<String> jvm,
            PrintStream out)
            throws IOException {
        this.clients = clients;
        this.warm = warm;
        this.length = length;
        this.intervals = intervals;
        this.jvm = jvm;
        this.out = out;
        this.log = Files.createTempFile("lineside-values-", ".log");
    }

    /** False when a client missed something. */
    boolean run() throws IOException, InterruptedException {
        List<String> relayProgram = List.of(Launch.SERVERS, "values-relay", "0");
        try (Child relay = Child.start("relay", Launch.SERVER_CORE, jvm, log, relayProgram)) {
            String port = relay.nextAnswer(PATIENCE).split(" ")[1];
            List<String> loadProgram =
                    List.of(ValuesLoad.class.getName(), port, Integer.toString(clients));
            try (Child load =
                    Child.start(
                            "load",
                            Launch.SERVER_CORE + 1,
                            List.of("-XX:+UseSerialGC"),
                            log,
                            loadProgram)) {
                expect(load.nextAnswer(PATIENCE), "ready");
                return measure(relay, load);
            }
        }
    }

    private boolean measure(Child relay, Child load) throws IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(warm.toNanos());
        List<Interval> measured = new ArrayList<>();
        Mark before = mark(load);
        ThreadCpu cpu = ThreadCpu.of(relay.pid());
        ThreadCpu loadCpu = ThreadCpu.of(load.pid());
        for (int i = 0; i < intervals; i++) {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
            ThreadCpu cpuNow = ThreadCpu.of(relay.pid());
            ThreadCpu loadNow = ThreadCpu.of(load.pid());
            Mark now = mark(load);
            double seconds = (cpuNow.at() - cpu.at()) / 1e9;
            measured.add(
                    new Interval(
                            cpuNow.since(cpu),
                            total(loadNow.since(loadCpu)),
                            (now.envelopes - before.envelopes) / seconds,
                            (now.rows - before.rows) / seconds,
                            (now.bytes - before.bytes) / seconds,
                            now.p50,
                            now.p99));
            before = now;
            cpu = cpuNow;
            loadCpu = loadNow;
        }
        relay.send("stop");
        String[] stopped = relay.nextAnswer(PATIENCE).split(" ");
        load.send("last " + stopped[1]);
        String missing = load.nextAnswer(PATIENCE);
        Mark end = mark(load);
        report(measured);
        out.printf(
                "%nThe source was at most %s ms late; gaps %d, values that went backwards %d,"
                        + " last values missing %s.%n",
                stopped[2], end.gaps, end.backwards, missing.split(" ")[1]);
        return end.gaps == 0 && end.backwards == 0 && missing.equals("missing 0");
    }

    private void report(List<Interval> all) {
        out.printf(
                "Value lane: %s x %d clients, medians of %d intervals of %d s%n%n",
                ValuesPlant.words(), clients, intervals, length.toSeconds());
        out.println("| what | figure |");
        out.println("|---|---|");
        row("publish and broadcast, cores", "%.3f", all, each -> part(each.cores, PUBLISH));
        row("whole process, cores", "%.3f", all, each -> total(each.cores));
        row("load client, cores (void above 0.9)", "%.3f", all, Interval::loadCores);
        double offered = (double) ValuesPlant.ALL_SIGNALS * ValuesPlant.RATE * clients;
        out.printf("| updates/s offered | %,.0f |%n", offered);
        row("updates/s delivered", "%,.0f", all, Interval::rows);
        row("envelopes/s", "%,.0f", all, Interval::envelopes);
        row("bytes of an envelope", "%,.0f", all, each -> each.bytes / each.envelopes);
        row("updates of an envelope", "%.1f", all, each -> each.rows / each.envelopes);
        row("MB/s", "%.1f", all, each -> each.bytes / 1e6);
        row("sample to client, p50 ms", "%.0f", all, Interval::p50);
        row("sample to client, p99 ms", "%.0f", all, Interval::p99);
        out.printf("%n| thread | cores |%n|---|---|%n");
        TreeSet<String> names = new TreeSet<>();
        all.forEach(each -> names.addAll(each.cores.keySet()));
        Map<String, Double> medians = new TreeMap<>();
        for (String name : names) {
            double cores = Median.of(all, each -> each.cores.getOrDefault(name, 0.0));
            if (cores >= 0.0005) {
                medians.put(name, cores);
            }
        }
        medians.forEach(
                (name, cores) ->
                        out.printf(
                                "| %s%s | %.3f |%n", name, PUBLISH.test(name) ? " *" : "", cores));
    }

    private void row(
            String what, String form, List<Interval> all, ToDoubleFunction<Interval> value) {
        out.printf("| %s | " + form + " |%n", what, Median.of(all, value));
    }

    private static Mark mark(Child load) throws IOException, InterruptedException {
        load.send("mark");
        return Mark.parse(load.nextAnswer(PATIENCE));
    }

    private static void expect(String answer, String expected) throws IOException {
        if (!answer.equals(expected)) {
            throw new IOException("expected " + expected + ", got " + answer);
        }
    }

    private static double total(Map<String, Double> cores) {
        return part(cores, name -> true);
    }

    private static double part(Map<String, Double> cores, Predicate<String> which) {
        return cores.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
