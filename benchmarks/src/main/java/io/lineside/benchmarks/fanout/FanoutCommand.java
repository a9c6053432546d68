package io.lineside.benchmarks.fanout;

import io.lineside.program.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./lineside bench fanout}: what a delivery costs, beside the reference server. */
@Command(
        name = "fanout",
        mixinStandardHelpOptions = true,
        description = {
            "Broadcasts to many WebSocket clients: Lineside, the reference server and raw Jetty in",
            "turn, server on one core, load on the other. Prints medians and ratios, as Markdown."
        })
public final class FanoutCommand implements Callable<Integer> {

    /** What can be measured, in this order. */
    enum Part {
        COST,
        PEAK,
        STALLED,
        IDLE
    }

    @Option(
            names = "--peers",
            paramLabel = "DIR",
            defaultValue = "../shared/peers",
            description = "Where the reference server and the load client are.")
    private Path peers = Path.of("");

    @Option(names = "--pairs", defaultValue = "5", description = "How often each is measured.")
    private int pairs;

    @Option(names = "--warm", defaultValue = "4", description = "Seconds before measuring.")
    private double warm;

    @Option(names = "--seconds", defaultValue = "6", description = "Seconds of each measurement.")
    private double seconds;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "CLIENTSxRATE[m]",
            description = "Costs of these scenarios alone, m for MessagePack; none: of all.")
    private @Nullable List<String> only;

    @Option(
            names = "--kinds",
            split = ",",
            defaultValue = "LINESIDE,REFERENCE,RAW_JETTY",
            description = "What is compared: ${COMPLETION-CANDIDATES}.")
    private Set<Contender.Kind> kinds = Set.of();

    @Option(
            names = "--parts",
            split = ",",
            defaultValue = "COST,PEAK,STALLED,IDLE",
            description = "What is measured: ${COMPLETION-CANDIDATES}.")
    private Set<Part> parts = Set.of();

    @Option(names = "--idle", defaultValue = "5000", description = "How many idle clients.")
    private int idle;

    @Option(
            names = "--jvm",
            split = " ",
            defaultValue = "-XX:+UseSerialGC",
            description = "Options of the Java servers.")
    private List<String> jvm = List.of();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!Files.exists(peers.resolve("load").resolve("Load.java"))) {
            throw Commands.wrongUsage(
                    spec, "--peers: no load/Load.java in " + peers.toAbsolutePath().normalize());
        }
        if (!Files.exists(peers.resolve("aspnetcore").resolve("run"))) {
            throw Commands.wrongUsage(
                    spec, "--peers: no aspnetcore/run in " + peers.toAbsolutePath().normalize());
        }
        Fanout fanout = new Fanout(peers, kinds, jvm, warm, seconds, System.out);
        for (Part part : new TreeSet<>(parts)) {
            switch (part) {
                case COST -> fanout.run(only == null ? Fanout.ALL : Fanout.parse(only), pairs);
                case PEAK -> fanout.peak(Fanout.CROWDS, pairs);
                case STALLED -> fanout.stalled(pairs);
                case IDLE -> fanout.idle(idle, pairs);
            }
        }
        return 0;
    }
}
