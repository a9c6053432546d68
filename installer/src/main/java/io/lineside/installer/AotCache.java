package io.lineside.installer;

import io.lineside.program.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the AOT caches of both images in one rehearsal: the relay takes in the simulated plant, the
 * desktop shows it, and each JVM writes its cache when it ends. The images are started by their own
 * launchers, so class path and options are those of every later start.
 */
final class AotCache {

    private static final String LENGTH_SECONDS = "15";

    private final Path directory;

    AotCache(Path directory) {
        this.directory = directory;
    }

    void record(Image relay, Image desktop) throws IOException, InterruptedException {
        try (Rehearsal rehearsal = new Rehearsal(directory);
                Display display = Display.open(directory)) {
            rehearsal.emulator();
            int port = FreePort.onLoopback();
            Path configuration = rehearsal.configuration(port, directory.resolve("relay.db"));
            Rehearsal.Part running =
                    start(
                            rehearsal,
                            relay,
                            List.of("--config", configuration.toString(), "--stop-on-eof"),
                            Map.of());
            running.awaitReady();
            Rehearsal.Part devices = rehearsal.devices();
            devices.awaitReady();
            rehearsal.awaitLive(port);
            List<String> arguments = new ArrayList<>();
            arguments.addAll(List.of("--relay", "http://127.0.0.1:" + port));
            arguments.addAll(List.of("--for", LENGTH_SECONDS));
            arguments.addAll(display.desktopArguments());
            Rehearsal.Part window = start(rehearsal, desktop, arguments, display.environment());
            window.awaitReady();
            check(window.awaitEnd(), desktop);
            check(running.stop(), relay);
        }
    }

    private static Rehearsal.Part start(
            Rehearsal rehearsal, Image image, List<String> arguments, Map<String, String> display)
            throws IOException {
        Map<String, String> environment = new HashMap<>(display);
        if (image.os() == Os.LINUX) {
            environment.put(Launch.RECORD_TO, image.aotCache().toString());
        } else {
            configure(image, "-XX:AOTCache=", "-XX:AOTCacheOutput=");
        }
        List<String> command = new ArrayList<>();
        command.add(image.launcher().toString());
        command.addAll(arguments);
        return rehearsal.start(image.program().command(), command, environment);
    }

    private static void check(int status, Image image) throws IOException {
        if (image.os() != Os.LINUX) {
            configure(image, "-XX:AOTCacheOutput=", "-XX:AOTCache=");
        }
        if (status != 0 || !Files.isRegularFile(image.aotCache())) {
            throw new IOException(
                    image.program().command()
                            + " ended its rehearsal with status "
                            + status
                            + (Files.exists(image.aotCache()) ? "" : " and wrote no AOT cache"));
        }
        Files.setLastModifiedTime(image.aotCache(), Jars.TIME);
    }

    private static void configure(Image image, String from, String to) throws IOException {
        Path file = image.configuration();
        Files.writeString(file, Files.readString(file).replace(from, to));
    }
}
