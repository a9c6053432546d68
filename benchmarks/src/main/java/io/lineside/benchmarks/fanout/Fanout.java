package io.lineside.benchmarks.fanout;

import io.lineside.benchmarks.fanout.Contender.Kind;
import io.lineside.benchmarks.fanout.LoadRun.Result;
import io.lineside.benchmarks.fanout.LoadRun.Scenario;
import io.lineside.benchmarks.process.Median;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs scenarios against each server in turn, over and over, so that what else the machine does
 * falls on all of them; servers live as long as their scenario. Medians of what is sound.
 */
final class Fanout {

    private static final int BYTES = 214;
    private static final Pattern FORM = Pattern.compile("(\\d+)x(\\d+)(m?)");

    /** From 10,000 to 600,000 deliveries a second. */
    static final List<Scenario> ALL =
            parse(
                    List.of(
                            "50x200",
                            "50x1200",
                            "50x3600",
                            "50x12000",
                            "200x50",
                            "200x300",
                            "200x900",
                            "200x3000",
                            "1000x10",
                            "1000x60",
                            "1000x150",
                            "1000x300",
                            "50x1200m",
                            "200x300m",
                            "200x900m",
                            "1000x60m"));

    /** Fast enough for a client that does not read to fill its socket's buffers and its outbox. */
    static final List<Scenario> STALLED = parse(List.of("200x300", "200x3000"));

    /** Whose highest rate is looked for, whatever the rate here. */
    static final List<Scenario> CROWDS = parse(List.of("50x1", "200x1", "1000x1", "200x1m"));

    private final Path peers;
    private final Set<Kind> kinds;
    private final List<String> jvm;
    private final double warm;
    private final double seconds;
    private final PrintStream out;
    private final Path log;

    Fanout(
            Path peers,
            Set<Kind> kinds,
            List<String> jvm,
            double warm,
            double seconds,
            PrintStream out)
            throws IOException {
        this.peers = peers;
        this.kinds = kinds;
        this.jvm = jvm;
        this.warm = warm;
        this.seconds = seconds;
        this.out = out;
        this.log = Files.createTempFile("lineside-fanout-", ".log");
    }

    static List<Scenario> parse(List<String> forms) {
        return forms.stream().map(Fanout::parse).toList();
    }

    private static Scenario parse(String form) {
        Matcher matcher = FORM.matcher(form);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "scenario '" + form + "': expected clients x rate, as in 200x300 or 200x300m");
        }
        return new Scenario(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                BYTES,
                matcher.group(3).equals("m") ? "messagepack" : "json",
                0);
    }

    void run(List<Scenario> scenarios, int pairs) throws IOException, InterruptedException {
        out.println(
                "| clients x messages/s | server | CPU s per million | p50 ms | p99 ms | p99.9 ms"
                        + " | delivered | CPU ratio | p99 ratio |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        for (Scenario scenario : scenarios) {
            try (Field field = Field.start(kindsFor(scenario), peers, log, jvm)) {
                Map<Kind, List<Result>> results = new EnumMap<>(Kind.class);
                for (int pair = 0; pair < pairs; pair++) {
                    for (Kind kind : field.kinds()) {
                        results.computeIfAbsent(kind, any -> new ArrayList<>())
                                .add(load(field, kind, scenario));
                    }
                }
                report(scenario, results);
            }
        }
    }

    private Set<Kind> kindsFor(Scenario scenario) {
        return kinds.stream()
                .filter(kind -> kind != Kind.RAW_JETTY || scenario.protocol().equals("json"))
                .collect(Collectors.toSet());
    }

    private Result load(Field field, Kind kind, Scenario scenario)
            throws IOException, InterruptedException {
        return LoadRun.run(field.server(kind), peers, scenario, warm, seconds);
    }

    private void report(Scenario scenario, Map<Kind, List<Result>> results) {
        List<Result> reference = results.getOrDefault(Kind.REFERENCE, List.of());
        results.forEach(
                (kind, all) ->
                        out.printf(
                                "| %s | %s | %.2f | %.2f | %.2f | %.2f | %.3f | %s | %s |%n",
                                scenario.words(),
                                kind.words,
                                Median.of(all, Result::cpuPerMillion),
                                Median.of(all, Result::p50),
                                Median.of(all, Result::p99),
                                Median.of(all, Result::p999),
                                Median.of(all, Result::delivered),
                                ratio(all, reference, Result::cpuPerMillion),
                                ratio(all, reference, Result::p99)));
        long unsound =
                results.values().stream()
                        .flatMap(List::stream)
                        .filter(result -> !result.sound())
                        .count();
        if (unsound > 0) {
            out.println("(" + unsound + " runs are void: the load client was the bottleneck)");
        }
    }

    /** What one client that stops reading does to the others. */
    void stalled(int pairs) throws IOException, InterruptedException {
        out.println(
                "| clients x messages/s | server | p99 ms | with one stalled | ratio"
                        + " | most waiting for one client, KiB |");
        out.println("|---|---|---|---|---|---|");
        for (Scenario scenario : STALLED) {
            try (Field field = Field.start(comparable(), peers, log, jvm)) {
                for (Kind kind : field.kinds()) {
                    List<Result> without = new ArrayList<>();
                    List<Result> with = new ArrayList<>();
                    for (int pair = 0; pair < pairs; pair++) {
                        without.add(load(field, kind, scenario));
                        with.add(load(field, kind, scenario.withOneStalled()));
                    }
                    out.printf(
                            "| %s | %s | %.2f | %.2f | %s | %.0f |%n",
                            scenario.words(),
                            kind.words,
                            Median.of(without, Result::p99),
                            Median.of(with, Result::p99),
                            ratio(with, without, Result::p99),
                            with.stream().mapToDouble(Result::mostWaiting).max().orElse(0) / 1024);
                }
            }
        }
    }

    /** The highest rate at which nobody waits too long. */
    void peak(List<Scenario> crowds, int pairs) throws IOException, InterruptedException {
        out.println("| clients | server | deliveries/s with p99 in bounds | ratio |");
        out.println("|---|---|---|---|");
        for (Scenario crowd : crowds) {
            try (Field field = Field.start(comparable(), peers, log, jvm)) {
                Map<Kind, List<Double>> results = new EnumMap<>(Kind.class);
                for (int pair = 0; pair < pairs; pair++) {
                    for (Kind kind : field.kinds()) {
                        Peak peak = new Peak(crowd, step -> load(field, kind, step));
                        results.computeIfAbsent(kind, any -> new ArrayList<>()).add(peak.find());
                    }
                }
                List<Double> reference = results.getOrDefault(Kind.REFERENCE, List.of());
                results.forEach(
                        (kind, all) ->
                                out.printf(
                                        "| %,d, %s | %s | %,.0f | %s |%n",
                                        crowd.clients(),
                                        crowd.protocol(),
                                        kind.words,
                                        Median.of(all, Double::doubleValue),
                                        ratio(all, reference, Double::doubleValue)));
            }
        }
    }

    private Set<Kind> comparable() {
        return kinds.stream().filter(kind -> kind != Kind.RAW_JETTY).collect(Collectors.toSet());
    }

    /** Memory of clients that only ping, each time on a fresh server. */
    void idle(int clients, int pairs) throws IOException, InterruptedException {
        Map<Kind, List<Double>> results = new EnumMap<>(Kind.class);
        for (int pair = 0; pair < pairs; pair++) {
            for (Kind kind : kinds) {
                try (Contender server = Contender.start(kind, peers, log, jvm)) {
                    results.computeIfAbsent(kind, any -> new ArrayList<>())
                            .add(LoadRun.idle(server, peers, clients));
                }
            }
        }
        out.println("| idle clients | server | resident KiB each | ratio |");
        out.println("|---|---|---|---|");
        List<Double> reference = results.getOrDefault(Kind.REFERENCE, List.of());
        results.forEach(
                (kind, all) ->
                        out.printf(
                                "| %,d | %s | %.1f | %s |%n",
                                clients,
                                kind.words,
                                Median.of(all, Double::doubleValue),
                                ratio(all, reference, Double::doubleValue)));
    }

    private static <T> String ratio(List<T> of, List<T> to, ToDoubleFunction<T> value) {
        return to.isEmpty() ? "-" : "%.2f".formatted(Median.of(of, value) / Median.of(to, value));
    }
}
