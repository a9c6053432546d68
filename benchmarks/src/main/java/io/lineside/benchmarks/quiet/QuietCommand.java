package io.lineside.benchmarks.quiet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./lineside bench quiet}: what a relay and the hub emulator cost that have nothing to do.
 */
@Command(
        name = "quiet",
        mixinStandardHelpOptions = true,
        description = {
            "A whole relay on the hub emulator, each in a process of its own, with a plant of 1,000",
            "signals, no device and no client. Prints CPU, bytes and management requests to the hub,",
            "as Markdown. It measures and does not judge: exit status 0 whatever the figures."
        })
public final class QuietCommand implements Callable<Integer> {

    @Option(
            names = "--warm",
            defaultValue = "120",
            description =
                    "Seconds before measuring (${DEFAULT-VALUE}). The JVM compiles for minutes what"
                            + " runs so seldom: after 240 it is at rest.")
    private int warm;

    @Option(names = "--seconds", defaultValue = "60", description = "Seconds of each interval.")
    private int seconds;

    @Option(names = "--intervals", defaultValue = "1", description = "How many are measured.")
    private int intervals;

    @Option(
            names = "--jvm",
            split = " ",
            defaultValue = "-XX:+UseSerialGC",
            description = "Options of both JVMs (${DEFAULT-VALUE}, as ./lineside has it).")
    private List<String> jvm = List.of();

    @Option(
            names = "--jfr",
            paramLabel = "DIR",
            description = "Record both with JFR into DIR, as relay.jfr and hub.jfr.")
    private @Nullable Path jfr;

    @Override
    public Integer call() throws Exception {
        new Quiet(
                        Duration.ofSeconds(warm),
                        Duration.ofSeconds(seconds),
                        intervals,
                        jvm,
                        jfr,
                        System.out)
                .run();
        return 0;
    }
}
