package io.lineside.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.emulator.HubEmulator;
import io.lineside.model.SourceState;
import io.lineside.relay.config.RelayConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hub behind a firewall: AMQP over WebSockets, directly and through a proxy that asks for a
 * user.
 */
class FirewallIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "open-sesame";

    private final Path directory;
    private final HubEmulator hub;
    private final SSLContext before;

    FirewallIT(@TempDir Path directory) throws Exception {
        this.directory = directory;
        before = SSLContext.getDefault();
        hub = Hubs.start(directory);
        Files.writeString(directory.resolve("plant.yaml"), "sites: []\n");
    }

    @AfterEach
    void stop() {
        hub.close();
        SSLContext.setDefault(before);
    }

    private RelayConfig config(String proxy) throws Exception {
        Path file = directory.resolve("relay.yaml");
        Files.writeString(
                file,
                """
                listen: {port: 0}
                store: relay.db
                source:
                  connection-string: "%s"
                  event-hub: %s
                  trusted-certificates: %s
                  transport: websockets
                %s
                """
                        .formatted(
                                hub.webSocketConnectionString(),
                                hub.eventHub(),
                                hub.caFile(),
                                proxy.indent(2)));
        return RelayConfig.load(file, Map.of());
    }

    private static String proxy(ConnectProxy proxy, String password) {
        return """
               proxy: {host: 127.0.0.1, port: %d, user: plant}
               proxy-password: %s
               """
                .formatted(proxy.port(), password);
    }

    private void aValueTravels(Relay relay) throws IOException {
        eventually(() -> relay.engine().state() == SourceState.LIVE);
        hub.append(Hubs.message("pump-1", "{\"flow\": 12.5}"));
        eventually(() -> relay.engine().counters().decoded() == 1);
    }

    @Test
    void aValueTravelsOverWebSockets() throws Exception {
        try (Relay relay = Relay.start(config(""), Clock.systemUTC())) {
            aValueTravels(relay);
        }
    }

    @Test
    void aValueTravelsThroughAProxyThatAsksWho() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy("plant:" + PASSWORD);
                Relay relay = Relay.start(config(proxy(proxy, PASSWORD)), Clock.systemUTC())) {
            aValueTravels(relay);
            // One connection asks how far the partitions go, the other reads.
            assertThat(proxy.connects())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .containsOnly(hub.host() + ":" + hub.webSocketPort());
        }
    }

    @Test
    void aProxyThatRefusesIsASourceThatIsLost() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy("plant:" + PASSWORD);
                Relay relay = Relay.start(config(proxy(proxy, "wrong")), Clock.systemUTC())) {
            await().during(Duration.ofSeconds(3))
                    .atMost(PATIENCE)
                    .until(() -> relay.engine().state() == SourceState.LOST);
            assertThat(proxy.connects()).isEmpty();
        }
    }

    private static void eventually(Callable<Boolean> holds) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(holds);
    }
}
