package io.lineside.launcher;

import io.lineside.launcher.Part.FailedException;
import io.lineside.program.ShutdownHook;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The whole chain on one computer, each program a process of its own: hub emulator, relay, desktop,
 * devices. Runs on the caller's thread.
 */
final class Demo {

    /**
     * @param length how long to run once all parts are up; null to run until Ctrl-C or until the
     *     window is closed
     * @param shots the directory for pictures and report; null for none
     * @param directory where hub, store, configuration and logs are kept
     * @param host the hub's loopback address
     */
    record Options(
            boolean headless,
            @Nullable Duration length,
            @Nullable Path shots,
            Path directory,
            String host) {}

    private static final Duration START_PATIENCE = Duration.ofSeconds(120);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Options options;
    private final PrintWriter out;
    private final DemoParts parts;

    Demo(Options options, PrintWriter out) {
        this.options = options;
        this.out = out;
        this.parts = new DemoParts(options);
    }

    /** Runs the demo; returns the exit status. */
    int run() throws InterruptedException, IOException {
        ShutdownHook onInterrupt = ShutdownHook.add("demo-stop", this::stopAllQuietly);
        try {
            return runParts();
        } catch (FailedException e) {
            out.println("demo failed: " + e.getMessage());
            out.flush();
            return 1;
        } finally {
            parts.stopAll(STOP_PATIENCE);
            onInterrupt.close();
        }
    }

    private int runParts() throws FailedException, InterruptedException, IOException {
        Part emulator = parts.startEmulator();
        emulator.awaitReady(START_PATIENCE);
        int port = Loopback.freePort(8480);
        Part relay = parts.startRelay(port);
        relay.awaitReady(START_PATIENCE);
        URI relayUrl = URI.create("http://127.0.0.1:" + port);
        Part desktop = parts.startDesktop(relayUrl);
        try (RelayCounters counters = new RelayCounters(relayUrl)) {
            return run(emulator, relay, desktop, counters);
        }
    }

    private int run(Part emulator, Part relay, Part desktop, RelayCounters counters)
            throws FailedException, InterruptedException, IOException {
        // A directory that is used again has the counts of earlier runs.
        JsonNode before = counters.awaitLive(START_PATIENCE);
        Part devices = parts.startDevices();
        up(emulator, relay, desktop, devices);
        watch(List.of(emulator, relay, devices), desktop);

        check(devices, devices.stop(STOP_PATIENCE));
        JsonNode sent = read(options.directory().resolve("devices.json"));
        JsonNode counted = counters.settle(sent.path("acknowledged").asLong());
        check(desktop, desktop.stop(STOP_PATIENCE));
        check(relay, relay.stop(STOP_PATIENCE));
        check(emulator, emulator.stop(STOP_PATIENCE));
        return verdict(
                new Accounts(sent, counted, read(options.directory().resolve("desktop.json"))));
    }

    private void up(Part... parts) throws FailedException, InterruptedException {
        for (Part part : parts) {
            out.println("up: " + part.awaitReady(START_PATIENCE));
            out.flush();
        }
    }

    /** Returns when the time is over or the window was closed. */
    private void watch(List<Part> parts, Part desktop)
            throws FailedException, InterruptedException {
        long end =
                options.length() == null
                        ? Long.MAX_VALUE
                        : System.nanoTime() + options.length().toNanos();
        out.println(
                options.length() == null
                        ? "running: close the window or press Ctrl-C to stop"
                        : "running for " + options.length().toSeconds() + " s");
        out.flush();
        while (System.nanoTime() - end < 0 || options.length() == null) {
            for (Part part : parts) {
                part.checkAlive();
            }
            if (!desktop.isAlive()) {
                if (options.length() != null) {
                    desktop.checkAlive();
                }
                return;
            }
            Thread.sleep(LOOK);
        }
    }

    /** What was counted since. */
    static ObjectNode difference(JsonNode now, JsonNode before) {
        ObjectNode difference = JSON.createObjectNode();
        now.properties()
                .forEach(
                        each ->
                                difference.put(
                                        each.getKey(),
                                        each.getValue().asLong()
                                                - before.path(each.getKey()).asLong()));
        return difference;
    }

    private int verdict(Accounts accounts) throws IOException {
        List<String> faults = accounts.faults();
        ObjectNode report = accounts.report(faults);
        if (options.shots() != null) {
            Files.createDirectories(options.shots());
            Files.writeString(options.shots().resolve("report.json"), report.toPrettyString());
        }
        JsonNode rows = report.path("rows");
        JsonNode latency = report.path("latencyMillis");
        out.println(
                String.format(
                        Locale.ROOT,
                        "rows: %d sent, %d received, %d decoded, %d rejected, %d shown",
                        rows.path("sent").asLong(),
                        rows.path("received").asLong(),
                        rows.path("decoded").asLong(),
                        rows.path("rejected").asLong(),
                        rows.path("shown").asLong()));
        out.println(
                "from the device's send call to the desktop: p50 "
                        + latency.path("p50").asString()
                        + " ms, p99 "
                        + latency.path("p99").asString()
                        + " ms");
        faults.forEach(fault -> out.println("unaccounted for: " + fault));
        out.flush();
        return faults.isEmpty() ? 0 : 1;
    }

    static JsonNode read(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    private static void check(Part part, int status) throws FailedException {
        if (status != 0) {
            throw new FailedException(part.name() + " ended with status " + status);
        }
    }

    private void stopAllQuietly() {
        try {
            parts.stopAll(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
