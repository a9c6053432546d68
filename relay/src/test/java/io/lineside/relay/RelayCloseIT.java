package io.lineside.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.emulator.HubEmulator;
import io.lineside.model.SourceState;
import io.lineside.relay.config.RelayConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A closed relay leaves nothing behind; and a relay that stands still is noticed. */
class RelayCloseIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    // Pools of the JVM and of Reactor that are made once for the process and belong to no relay.
    private static final List<String> SHARED =
            List.of(
                    "parallel-",
                    "boundedElastic-",
                    "single-",
                    "ForkJoinPool",
                    "VirtualThread-",
                    "Attach Listener",
                    "Common-Cleaner",
                    "CompletableFutureDelayScheduler",
                    "awaitility",
                    "process reaper");

    // Azure's processor (5.21.3) never closes the connection on which it asks for partitions.
    private static final String LEFT_BY_AZURE = "reactor-executor-";

    private final HubEmulator hub;
    private final RelayConfig config;

    RelayCloseIT(@TempDir Path directory) throws Exception {
        hub = Hubs.start(directory);
        Files.writeString(directory.resolve("plant.yaml"), "sites: []\n");
        Path file = directory.resolve("relay.yaml");
        Files.writeString(
                file,
                "listen: {port: 0}\nstore: relay.db\nsource: {event-hub: %s, connection-string: \"%s\"}\n"
                        .formatted(hub.eventHub(), hub.connectionString()));
        config = RelayConfig.load(file, Map.of());
    }

    @AfterEach
    void stop() {
        hub.close();
        hub.close();
    }

    private Relay liveRelay() throws Exception {
        Relay relay = Relay.start(config, Clock.systemUTC());
        await().atMost(PATIENCE).until(() -> relay.engine().state() == SourceState.LIVE);
        return relay;
    }

    @Test
    void nothingOfItGoesOnRunningAfterItWasClosed() throws Exception {
        // A first relay makes the emulator start its event loops, so that they do not count as the
        // second relay's.
        Relay first = liveRelay();
        first.close();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Relay relay = liveRelay();
        int port = relay.port();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + port + "/health/live"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        assertThat(added(before)).as("threads while it runs").isNotEmpty();
        relay.close();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(added(before))
                                        .as("threads left")
                                        .hasSizeLessThanOrEqualTo(1)
                                        .allMatch(name -> name.startsWith(LEFT_BY_AZURE)));
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(free.isBound()).isTrue();
        }
        // The closed relay's store can be opened at once.
        liveRelay().close();
    }

    private static List<String> added(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> SHARED.stream().noneMatch(name::startsWith))
                .flatMap(Stream::of)
                .sorted()
                .toList();
    }

    @Test
    void anEngineThreadOrAWebServerThatStandsStillIsNoticed() throws Exception {
        Relay relay = liveRelay();
        URI address = config.listen().url(relay.port());
        RelayHealth health =
                new RelayHealth(relay.engine(), relay.publisher(), address, Duration.ofSeconds(5));
        assertThat(health.stuck()).isNull();
        await().atMost(PATIENCE).until(() -> health.stuck() == null);
        assertThat(health.reads()).isTrue();
        assertThat(health.status()).isEqualTo("serving " + address + ", live");
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            RelayHealth behindMute =
                    new RelayHealth(
                            relay.engine(),
                            relay.publisher(),
                            config.listen().url(mute.getLocalPort()),
                            Duration.ofMillis(200));
            assertThat(behindMute.stuck()).startsWith("the web server does not answer");
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            relay.close();
        }
        await().atMost(PATIENCE)
                .until(() -> "the plant thread makes no progress".equals(health.stuck()));
    }

    @Test
    void aRelayThatPublishesNoMoreIsNotAlive() throws Exception {
        try (Relay relay = liveRelay();
                HttpClient http = HttpClient.newHttpClient()) {
            URI address = config.listen().url(relay.port());
            RelayHealth health =
                    new RelayHealth(
                            relay.engine(), relay.publisher(), address, Duration.ofSeconds(5));
            assertThat(health.stuck()).isNull();
            relay.publisher().close();
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    String.valueOf(health.stuck())
                                            .startsWith("the publish thread makes no progress"));
            HttpRequest live = HttpRequest.newBuilder(address.resolve("/health/live")).build();
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    http.send(live, HttpResponse.BodyHandlers.ofString())
                                                    .statusCode()
                                            == 503);
            HttpRequest ready = HttpRequest.newBuilder(address.resolve("/health/ready")).build();
            assertThat(http.send(ready, HttpResponse.BodyHandlers.ofString()).body())
                    .contains("have not been published");
        }
    }
}
