package io.lineside.launcher;

import io.lineside.launcher.Part.FailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
    private static final Duration SETTLE_PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Options options;
    private final PrintWriter out;
    private final Path logs;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Deque<Part> running = new ArrayDeque<>();
    private URI relayUrl = URI.create("http://127.0.0.1");

    Demo(Options options, PrintWriter out) {
        this.options = options;
        this.out = out;
        this.logs = options.directory().resolve("logs");
    }

    /** Runs the demo; returns the exit status. */
    int run() throws InterruptedException, IOException {
        Thread onInterrupt = Thread.ofPlatform().name("demo-stop").unstarted(this::stopAllQuietly);
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            return runParts();
        } catch (FailedException e) {
            out.println("demo failed: " + e.getMessage());
            out.flush();
            return 1;
        } finally {
            stopAll();
            http.close();
            removeHook(onInterrupt);
        }
    }

    private int runParts() throws FailedException, InterruptedException, IOException {
        Part emulator = startEmulator();
        Part relay = startRelay();
        Part desktop = startDesktop();
        // In a directory that is used again, the relay has the counts of earlier runs.
        JsonNode before = awaitLive();
        Part devices = startDevices();
        up(emulator, relay, desktop, devices);
        watch(List.of(emulator, relay, devices), desktop);

        check(devices, devices.stop(STOP_PATIENCE));
        JsonNode sent = read(options.directory().resolve("devices.json"));
        JsonNode counted = settle(sent.path("acknowledged").asLong());
        check(desktop, desktop.stop(STOP_PATIENCE));
        check(relay, relay.stop(STOP_PATIENCE));
        check(emulator, emulator.stop(STOP_PATIENCE));
        return verdict(
                new Accounts(sent, counted, read(options.directory().resolve("desktop.json"))));
    }

    private Part startEmulator() throws FailedException, InterruptedException {
        return start(
                "emulator",
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of(
                        "emulator",
                        "--host",
                        options.host(),
                        "--amqp-port",
                        "0",
                        "--amqps-port",
                        "0",
                        "--data",
                        options.directory().resolve("hub").toString(),
                        "--stop-on-eof"),
                true);
    }

    private Part startRelay() throws FailedException, InterruptedException, IOException {
        int port = Loopback.freePort(8480);
        relayUrl = URI.create("http://127.0.0.1:" + port);
        Path configuration = writeConfiguration(port);
        return start(
                "relay",
                List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of("relay", "--config", configuration.toString(), "--stop-on-eof"),
                true);
    }

    private Part startDesktop() throws FailedException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "desktop",
                                "--relay",
                                relayUrl.toString(),
                                "--stop-on-eof",
                                "--report",
                                options.directory().resolve("desktop.json").toString()));
        if (options.headless()) {
            arguments.add("--headless");
        }
        if (options.shots() != null) {
            arguments.addAll(List.of("--shots", options.shots().toString()));
        }
        return start(
                "desktop",
                List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                arguments,
                false);
    }

    private Part startDevices() throws FailedException, InterruptedException {
        return start(
                "devices",
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of(
                        "devices",
                        "--hub",
                        options.directory().resolve("hub").resolve("hub.json").toString(),
                        "--report",
                        options.directory().resolve("devices.json").toString(),
                        "--stop-on-eof"),
                false);
    }

    private Part start(String name, List<String> jvm, List<String> arguments, boolean wait)
            throws FailedException, InterruptedException {
        Part part = Part.start(name, logs, jvm, arguments);
        synchronized (running) {
            running.push(part);
        }
        if (wait) {
            part.awaitReady(START_PATIENCE);
        }
        return part;
    }

    private void up(Part... parts) throws FailedException, InterruptedException {
        for (Part part : parts) {
            out.println("up: " + part.awaitReady(START_PATIENCE));
            out.flush();
        }
    }

    private Path writeConfiguration(int port) throws IOException {
        JsonNode hub = read(options.directory().resolve("hub").resolve("hub.json"));
        try (InputStream plant =
                Demo.class.getResourceAsStream("/io/lineside/devices/plant.yaml")) {
            if (plant == null) {
                throw new IOException("the simulated plant's model is missing from the class path");
            }
            Files.copy(
                    plant,
                    options.directory().resolve("plant.yaml"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Path file = options.directory().resolve("relay.yaml");
        Files.writeString(
                file,
                """
                listen: {host: 127.0.0.1, port: %d}
                public-url: http://127.0.0.1:%d
                plant: plant.yaml
                store: relay.db
                source:
                  connection-string: "%s"
                  event-hub: %s
                """
                        .formatted(
                                port,
                                port,
                                hub.path("connectionString").asString(),
                                hub.path("eventHub").asString()));
        return file;
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

    /**
     * Waits until the relay has taken in every message that the hub acknowledged, and then a little
     * for the desktop.
     */
    private JsonNode settle(long acknowledged) throws InterruptedException, IOException {
        long end = System.nanoTime() + SETTLE_PATIENCE.toNanos();
        JsonNode counters = counters();
        while (counters.path("received").asLong() < acknowledged && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK);
            counters = counters();
        }
        // The heads come once a second, so within two seconds a client has recovered what was lost
        // on the way.
        Thread.sleep(Duration.ofSeconds(2));
        return counters();
    }

    /**
     * Waits until the relay has read what is left of an earlier run; returns the relay's counts.
     */
    private JsonNode awaitLive() throws InterruptedException, IOException, FailedException {
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        while (get("/health/ready").statusCode() != 200) {
            if (System.nanoTime() - end > 0) {
                throw new FailedException("the relay did not become live");
            }
            Thread.sleep(LOOK);
        }
        return counters();
    }

    /** The counts of this run. */
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

    private JsonNode counters() throws InterruptedException, IOException {
        return JSON.readTree(get("/api/counters").body());
    }

    private HttpResponse<String> get(String path) throws InterruptedException, IOException {
        HttpRequest request =
                HttpRequest.newBuilder(relayUrl.resolve(path))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
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

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    private static void check(Part part, int status) throws FailedException {
        if (status != 0) {
            throw new FailedException(part.name() + " ended with status " + status);
        }
    }

    private void stopAll() throws InterruptedException {
        Part part = next();
        while (part != null) {
            part.stop(STOP_PATIENCE);
            part = next();
        }
    }

    private @Nullable Part next() {
        synchronized (running) {
            return running.poll();
        }
    }

    private void stopAllQuietly() {
        try {
            stopAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is already shutting down: the hook runs, and finds no part left to stop.
            return;
        }
    }
}
