package io.lineside.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The demo's programs, each started as a process of its own with the demo's files; a program that
 * is running ends by itself or with {@link #stopAll}. Started by the demo's thread; stopped by it
 * or by the shutdown hook.
 */
final class DemoParts {

    private final Demo.Options options;
    private final Path logs;

    /** Newest first, as they are stopped. Guarded by itself. */
    private final Deque<Part> running = new ArrayDeque<>();

    DemoParts(Demo.Options options) {
        this.options = options;
        this.logs = options.directory().resolve("logs");
    }

    Part startEmulator() {
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
                        "--stop-on-eof"));
    }

    Part startRelay(int port) throws IOException {
        Path configuration = writeConfiguration(port);
        return start(
                "relay",
                List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of("relay", "--config", configuration.toString(), "--stop-on-eof"));
    }

    Part startDesktop(URI relayUrl) {
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
                arguments);
    }

    Part startDevices() {
        return start(
                "devices",
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of(
                        "devices",
                        "--hub",
                        options.directory().resolve("hub").resolve("hub.json").toString(),
                        "--report",
                        options.directory().resolve("devices.json").toString(),
                        "--stop-on-eof"));
    }

    private Part start(String name, List<String> jvm, List<String> arguments) {
        Part part = Part.start(name, logs, jvm, arguments);
        synchronized (running) {
            running.push(part);
        }
        return part;
    }

    private Path writeConfiguration(int port) throws IOException {
        JsonNode hub = Demo.read(options.directory().resolve("hub").resolve("hub.json"));
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

    /** Stops every program that is still running, the newest first. */
    void stopAll(Duration patience) throws InterruptedException {
        Part part = next();
        while (part != null) {
            part.stop(patience);
            part = next();
        }
    }

    private @Nullable Part next() {
        synchronized (running) {
            return running.poll();
        }
    }
}
