package io.lineside.launcher;

import static org.awaitility.Awaitility.await;

import io.lineside.desktop.App;
import io.lineside.emulator.HubEmulator;
import io.lineside.relay.Relay;
import io.lineside.relay.config.RelayConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole chain for a test: the hub and the real desktop in this JVM, the relay as a process that
 * can be killed.
 */
final class Chain implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.shared();
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final HubEmulator hub;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final List<Part> parts = new ArrayList<>();
    private final List<App> desktops = new ArrayList<>();
    private @Nullable Part relay;
    private @Nullable Relay relayHere;
    private URI publicUrl;
    private boolean tls;
    private String backEnd = "";
    private int starts;

    /**
     * Starts the hub and writes the relay's configuration; the relay is started by {@link
     * #startRelay}.
     *
     * @param plant the text of plant.yaml
     */
    Chain(Path directory, String plant) throws Exception {
        this.directory = directory;
        this.hub =
                HubEmulator.builder()
                        .host(loopback())
                        .mqttPort(Loopback.MQTT_PORT)
                        .amqpPort(0)
                        .amqpsPort(0)
                        .partitions(4)
                        .dataDirectory(directory.resolve("hub"))
                        .start();
        this.port = Loopback.freePort(0);
        Files.writeString(directory.resolve("plant.yaml"), plant);
        this.publicUrl = relayUrl();
    }

    /** Publishes another address of the relay to clients: that of a proxy before it. */
    void publishAs(URI url) {
        publicUrl = url;
    }

    /** Lets the relay reach the hub as in the cloud: with TLS, and tokens that are checked. */
    void withTls() {
        tls = true;
    }

    /** Lets Azure SignalR Service carry the relay's messages. */
    void carriedBy(String connectionString) {
        backEnd = "azure-signalr: {connection-string: \"" + connectionString + "\"}";
    }

    private Path writeConfiguration() throws IOException {
        return Files.writeString(
                directory.resolve("relay.yaml"),
                """
                listen: {host: 127.0.0.1, port: %d}
                public-url: %s
                plant: plant.yaml
                store: relay.db
                source:
                  connection-string: "%s"
                  event-hub: %s
                  %s
                %s
                """
                        .formatted(
                                port,
                                publicUrl,
                                tls ? hub.tlsConnectionString() : hub.connectionString(),
                                hub.eventHub(),
                                tls ? "trusted-certificates: " + hub.caFile() : "",
                                backEnd));
    }

    /** A loopback address for this test alone, since the device SDK's port is a constant. */
    static String loopback() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "127.60." + random.nextInt(1, 255) + "." + random.nextInt(1, 255);
    }

    HubEmulator hub() {
        return hub;
    }

    Path hubFile() {
        return directory.resolve("hub").resolve("hub.json");
    }

    URI relayUrl() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Starts the relay and waits until it reports that it is up. */
    void startRelay() throws Exception {
        relay =
                start(
                        "relay-" + ++starts,
                        List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        "relay",
                        "--config",
                        writeConfiguration().toString(),
                        "--stop-on-eof");
        relay.awaitReady(PATIENCE);
    }

    /** Starts the relay in this JVM. */
    void startRelayHere() throws Exception {
        relayHere =
                Relay.start(RelayConfig.load(writeConfiguration(), Map.of()), Clock.systemUTC());
    }

    /** Ends the relay as a power failure would. */
    void killRelay() throws InterruptedException {
        if (relay != null) {
            relay.kill();
        }
    }

    /** Opens the real desktop in this JVM, without a display, and waits until it is live. */
    App openDesktop() {
        App app = openDesktop(relayUrl());
        await().atMost(PATIENCE).until(() -> app.link().status().isLive());
        return app;
    }

    /**
     * Opens the real desktop in this JVM, without a display.
     *
     * @param relay the relay's address, or that of a proxy before it
     */
    App openDesktop(URI relay) {
        Toolkit.start();
        App app =
                new App(
                        new App.Options(
                                relay,
                                List.of(),
                                "desk-1",
                                1000,
                                720,
                                null,
                                Duration.ofSeconds(10)));
        desktops.add(app);
        app.start();
        return app;
    }

    /** The relay's process that was started last. */
    Part relay() {
        return Objects.requireNonNull(relay, "the relay was not started");
    }

    /** Starts any program of Lineside as a process that ends with this chain. */
    Part start(String name, List<String> jvm, String... arguments) {
        Part part = Part.start(name, directory.resolve("logs"), jvm, List.of(arguments));
        parts.add(part);
        return part;
    }

    /** Makes an HTTP request to the relay; an answer with an error status is returned too. */
    HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(relayUrl().resolve(path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String json) throws Exception {
        return http.send(
                HttpRequest.newBuilder(relayUrl().resolve(path))
                        .timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(String path) throws Exception {
        return JSON.readTree(get(path).body());
    }

    /** Waits until the relay is live; returns how long that took. */
    Duration awaitLive() {
        long start = System.nanoTime();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreException(ConnectException.class)
                .ignoreExceptionsMatching(IOException.class::isInstance)
                .until(() -> get("/health/ready").statusCode() == 200);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Waits until the relay has taken in so many messages. */
    void awaitReceived(long messages) {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsMatching(IOException.class::isInstance)
                .until(() -> json("/api/counters").path("received").asLong() >= messages);
    }

    @Override
    public void close() throws IOException {
        desktops.forEach(App::close);
        if (relayHere != null) {
            relayHere.close();
        }
        try {
            for (Part part : parts.reversed()) {
                part.stop(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close();
        hub.close();
    }
}
