package io.lineside.benchmarks.soak;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./lineside bench soak}: what clients that come and go leave behind. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = {
            "Clients join, leave and reconnect at random over all transports, and go well or badly;",
            "then nothing of them may be left: no connection, group, thread, descriptor or byte.",
            "Exit status 1 and the reason when something is."
        })
public final class SoakCommand implements Callable<Integer> {

    @Option(names = "--minutes", defaultValue = "10", description = "How long, as in 0.5.")
    private double minutes;

    @Option(names = "--warm", defaultValue = "30", description = "Seconds before it counts.")
    private int warm;

    @Option(names = "--clients", defaultValue = "1000", description = "How many.")
    private int clients;

    @Option(names = "--seed", description = "Of the clients' behaviour; else any.")
    private @Nullable Long seed;

    @Option(
            names = "--session",
            defaultValue = "15",
            description = "Seconds that a client stays, on average.")
    private int session;

    @Option(
            names = "--timeout",
            defaultValue = "10",
            description = "Seconds that a client may be silent, and a write may take.")
    private int timeout;

    @Option(names = "--rate", defaultValue = "60", description = "Broadcasts a second.")
    private int rate;

    @Option(
            names = "--margin",
            paramLabel = "MB",
            defaultValue = "2",
            description = "How much the heap may have grown, after full collection.")
    private double margin;

    @Override
    public Integer call() throws Exception {
        SoakPlan plan =
                new SoakPlan(
                        clients,
                        seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed,
                        Duration.ofMillis((long) (minutes * 60_000)),
                        Duration.ofSeconds(warm),
                        Duration.ofSeconds(session),
                        Duration.ofSeconds(timeout).dividedBy(3),
                        Duration.ofSeconds(timeout),
                        Duration.ofSeconds(timeout).dividedBy(2),
                        (long) (margin * 1e6),
                        rate);
        List<String> problems = new Soak(plan, System.out).run();
        if (problems.isEmpty()) {
            System.out.println("\nnothing leaked");
            return 0;
        }
        System.out.println();
        problems.forEach(problem -> System.out.println("LEFT BEHIND OR WRONG: " + problem));
        return 1;
    }
}
