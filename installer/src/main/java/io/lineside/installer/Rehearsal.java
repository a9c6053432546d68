package io.lineside.installer;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The whole chain with images in it: hub emulator and simulated devices from the build, the relay
 * and the desktop from their images, everything on loopback. Used to record what the images load,
 * to measure them, and to test them. Used by one thread.
 */
final class Rehearsal implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofSeconds(120);

    /** An image's JVM writes its cache when it ends. */
    private static final Duration STOP_PATIENCE = Duration.ofMinutes(5);

    private static final int NO_ANSWER = 0;

    /** A started program whose standard output is watched for its line {@code ready …}. */
    static final class Part {

        private final String name;
        private final Process process;
        private final CompletableFuture<Long> ready = new CompletableFuture<>();

        private Part(String name, Process process, Path log) {
            this.name = name;
            this.process = process;
            Thread.ofPlatform()
                    .daemon()
                    .name("rehearsal-" + name + "-out")
                    .start(() -> readOutput(log));
        }

        private void readOutput(Path log) {
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                    var out = Files.newBufferedWriter(log)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    long now = System.nanoTime();
                    out.write(line + "\n");
                    out.flush();
                    if (line.startsWith("ready ")) {
                        ready.complete(now);
                    }
                }
            } catch (IOException e) {
                ready.completeExceptionally(e);
            }
            ready.completeExceptionally(new IOException(name + " ended; see " + log));
        }

        /**
         * Waits for the ready line and answers when it came, on {@link System#nanoTime}'s scale.
         */
        long awaitReady() throws IOException, InterruptedException {
            try {
                return ready.get(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException(name + " did not come up", e);
            }
        }

        long pid() {
            return process.pid();
        }

        /** Waits for the end and answers the exit status. */
        int awaitEnd() throws IOException, InterruptedException {
            if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(name + " did not end");
            }
            return process.exitValue();
        }

        /** Closes its standard input, which ends it, and answers the exit status. */
        int stop() throws IOException, InterruptedException {
            process.getOutputStream().close();
            return awaitEnd();
        }
    }

    private final Path directory;
    private final Deque<Part> running = new ArrayDeque<>();

    /**
     * @param directory for what the parts write
     */
    Rehearsal(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    /** Starts the hub emulator; its addresses are in {@code hub/hub.json}. */
    Part emulator() throws IOException, InterruptedException {
        List<String> arguments =
                List.of("emulator", "--host", host(), "--amqp-port", "0", "--amqps-port", "0");
        Part part = start("emulator", fromBuild(arguments, "--data", "hub"), Map.of());
        part.awaitReady();
        return part;
    }

    // Azure's device SDK knows port 8883 alone, so each run has an address of its own; macOS
    // has one.
    private static String host() {
        long pid = ProcessHandle.current().pid();
        return Os.current() == Os.MACOS
                ? "127.0.0.1"
                : "127.83." + (pid >> 8 & 0xff) + "." + (1 + pid % 250);
    }

    /** Starts the simulated devices. */
    Part devices() throws IOException {
        return start("devices", fromBuild(List.of("devices"), "--hub", "hub/hub.json"), Map.of());
    }

    private List<String> fromBuild(List<String> arguments, String option, String file) {
        List<String> command = new ArrayList<>();
        command.add(Tool.ofJdk("java"));
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add("io.lineside.launcher.Main");
        command.addAll(arguments);
        command.addAll(List.of(option, directory.resolve(file).toString(), "--stop-on-eof"));
        return command;
    }

    /** Writes the simulated plant's configuration for a relay and answers the file. */
    Path configuration(int port, Path store) throws IOException {
        JsonNode hub =
                new ObjectMapper().readTree(Files.readString(directory.resolve("hub/hub.json")));
        try (var plant = Rehearsal.class.getResourceAsStream("/io/lineside/devices/plant.yaml")) {
            if (plant == null) {
                throw new IOException("the simulated plant's model is missing");
            }
            Files.copy(plant, directory.resolve("plant.yaml"), StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.writeString(
                directory.resolve("relay.yaml"),
                """
                listen: {host: 127.0.0.1, port: %d}
                plant: plant.yaml
                store: %s
                source:
                  connection-string: "%s"
                  event-hub: %s
                """
                        .formatted(
                                port,
                                store,
                                hub.path("connectionString").asString(),
                                hub.path("eventHub").asString()));
    }

    /** Starts a program of an image. */
    Part start(String name, List<String> command, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Part part = new Part(name, builder.start(), directory.resolve(name + ".log"));
        running.push(part);
        return part;
    }

    /** Waits until the relay at this port is live. */
    void awaitLive(int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (System.nanoTime() - end < 0) {
                if (status(http, request) == 200) {
                    return;
                }
                Thread.sleep(100);
            }
        }
        throw new IOException("the relay did not become live");
    }

    private static int status(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return NO_ANSWER;
        }
    }

    /** Ends all that still runs. */
    @Override
    public void close() throws IOException {
        for (Part part : running) {
            part.process.destroy();
        }
        for (Part part : running) {
            try {
                if (!part.process.waitFor(10, TimeUnit.SECONDS)) {
                    part.process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                part.process.destroyForcibly();
            }
        }
    }
}
