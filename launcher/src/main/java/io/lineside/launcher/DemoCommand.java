package io.lineside.launcher;

import io.lineside.program.Commands;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./lineside demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts hub emulator, simulated devices, relay and desktop on this computer.",
            "Stops everything on Ctrl-C, when the window is closed, or after --for.",
            "Exit status 1 when a part failed, never came up, or a row is unaccounted for."
        })
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--headless", description = "Run without a display.")
    private boolean headless;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "End by itself so long after all is up, such as 30s.")
    private @Nullable Duration length;

    @Option(
            names = "--shots",
            paramLabel = "DIR",
            description =
                    "Write a PNG of every screen every 10 s, and report.json at the end, into DIR.")
    private @Nullable Path shots;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keep hub, store, configuration and logs in DIR; left out: a temporary directory.")
    private @Nullable Path data;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "The loopback address of the hub; left out: 127.0.0.1, or another where its port"
                            + " 8883 is taken.")
    private @Nullable String host;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Commands.out(spec);
        Path directory = data == null ? Files.createTempDirectory("lineside-demo-") : data;
        Files.createDirectories(directory);
        String address = host == null ? Loopback.freeFor(Loopback.MQTT_PORT) : host;
        Demo.Options options =
                new Demo.Options(
                        headless,
                        length,
                        shots == null ? null : shots.toAbsolutePath(),
                        directory.toAbsolutePath(),
                        address);
        return new Demo(options, out).run();
    }
}
