package io.lineside.benchmarks.values;

import io.lineside.program.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./lineside bench values}: what the value lane costs in a whole relay. */
@Command(
        name = "values",
        mixinStandardHelpOptions = true,
        description = {
            "1,000 signals x 10 Hz x 100 clients through a whole relay, relay on one core, clients",
            "on the other. Prints CPU by thread, what was delivered and how late, as Markdown."
        })
public final class ValuesCommand implements Callable<Integer> {

    /** Subscriptions hold for 60 s, and the load client does not renew them. */
    private static final int LEASE = 55;

    @Option(names = "--clients", defaultValue = "100", description = "How many.")
    private int clients;

    @Option(names = "--warm", defaultValue = "10", description = "Seconds before measuring.")
    private int warm;

    @Option(names = "--seconds", defaultValue = "8", description = "Seconds of each interval.")
    private int seconds;

    @Option(names = "--intervals", defaultValue = "5", description = "How many are measured.")
    private int intervals;

    @Option(
            names = "--jvm",
            split = " ",
            defaultValue = "-XX:+UseSerialGC",
            description = "Options of the relay's JVM.")
    private List<String> jvm = List.of();

    @Option(names = "--jfr", paramLabel = "FILE", description = "Record the relay with JFR.")
    private @Nullable Path jfr;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!Files.isDirectory(Path.of("/proc/self/task"))) {
            throw Commands.wrongUsage(spec, "the CPU time of threads can be read on Linux alone");
        }
        if (warm + seconds * intervals > LEASE) {
            throw Commands.wrongUsage(
                    spec, "--warm and all intervals: at most " + LEASE + " s together");
        }
        List<String> options = new ArrayList<>(jvm);
        if (jfr != null) {
            options.add("-XX:StartFlightRecording=settings=profile,filename=" + jfr);
        }
        ValueLane lane =
                new ValueLane(
                        clients,
                        Duration.ofSeconds(warm),
                        Duration.ofSeconds(seconds),
                        intervals,
                        options,
                        System.out);
        return lane.run() ? 0 : 1;
    }
}
