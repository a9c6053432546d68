package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lineside.signalr.Hub;
import io.lineside.signalr.HubConnection;
import io.lineside.signalr.HubOptions;
import io.lineside.signalr.server.SignalRServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/** The server as a whole: its meters, its threads, its end. */
class HubServerIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void publishesItsMetersWhileItRuns() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (ParityServer server = ParityServer.start(options -> options.withMeters(meters));
                RawClient client = RawClient.json(server.port(), "/hub")) {
            client.send(
                    "{\"type\":1,\"invocationId\":\"1\",\"target\":\"echo\",\"arguments\":[\"x\"]}\u001e");
            assertThat(client.record()).contains("\"x\"");

            assertThat(meters.get("signalr.connections").tag("hub", "/hub").gauge().value())
                    .isEqualTo(1);
            await().atMost(LIMIT)
                    .until(
                            () ->
                                    meters.get("signalr.messages.sent")
                                                    .tag("hub", "/hub")
                                                    .functionCounter()
                                                    .count()
                                            == 2);
            assertThat(
                            meters.get("signalr.invocations")
                                    .tags("method", "Echo", "outcome", "ok")
                                    .timer()
                                    .count())
                    .isEqualTo(1);
        }
        assertThat(meters.find("signalr.connections").gauge()).isNull();
    }

    @Test
    @Shows({54})
    void endsItsThreadsWhenItIsClosed() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        ParityServer server =
                ParityServer.start(options -> options.withCloseTimeout(Duration.ofSeconds(1)));
        try (RawClient client = RawClient.json(server.port(), "/hub")) {
            server.close();
            assertThat(client.record()).isEqualTo("{\"type\":7,\"allowReconnect\":true}");
            assertThat(client.next()).isNull();
        }
        await().atMost(LIMIT)
                .until(
                        () ->
                                Thread.getAllStackTraces().keySet().stream()
                                        .filter(thread -> !before.contains(thread))
                                        .noneMatch(
                                                thread -> thread.getName().startsWith("signalr-")));
    }

    @Test
    void letsWhatWaitsGoOutBeforeItEnds() throws Exception {
        ParityServer server = ParityServer.start(UnaryOperator.identity());
        try (RawClient client = RawClient.json(server.port(), "/hub")) {
            for (int i = 0; i < 100; i++) {
                server.broadcaster().toAll("said", i);
            }
            Thread closing = Thread.ofPlatform().name("test-close").start(server::close);
            for (int i = 0; i < 100; i++) {
                assertThat(client.record()).contains("[" + i + "]");
            }
            assertThat(client.record()).contains("\"type\":7");
            assertThat(client.next()).isNull();
            closing.join();
        }
    }

    @Test
    void waitsOnlySoLongForAClientThatDoesNotRead() throws Exception {
        ParityServer server =
                ParityServer.start(options -> options.withCloseTimeout(Duration.ofSeconds(1)));
        try (RawClient stalled = RawClient.json(server.port(), "/hub")) {
            assertThat(stalled.status).isEqualTo(101);
            String padding = "x".repeat(50_000);
            // The hub learns of a client after the answer to the client's handshake.
            await().atMost(LIMIT).until(() -> !server.hub.connected.isEmpty());
            HubConnection slow = server.hub.connected.values().iterator().next();
            while (slow.outbox().waitingBytes() < 500_000) {
                server.broadcaster().toAll("said", padding);
            }
            long begin = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(20));
            assertThat(server.hub.disconnected).containsExactly("the server stops");
        }
    }

    @Test
    @Shows({52})
    void doesNotAskAClientBackThatItsHubTurnedAway() throws Exception {
        Hub unwilling =
                new Hub() {
                    @Override
                    public void onConnected(HubConnection connection) {
                        throw new IllegalStateException("not you");
                    }
                };
        try (SignalRServer signalr =
                SignalRServer.create("/hub", HubOptions.defaults(), unwilling)) {
            Server server = new Server();
            ServerConnector connector = new ServerConnector(server);
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            server.insertHandler(signalr.handler());
            server.start();
            try (RawClient client = RawClient.json(connector.getLocalPort(), "/hub")) {
                assertThat(client.record())
                        .isEqualTo("{\"type\":7,\"error\":\"Connection closed with an error.\"}");
            } finally {
                server.stop();
            }
        }
    }

    @Test
    void refusesMethodsThatDifferOnlyInCaseAndPathsItCannotServe() {
        Hub twice = Hub.of(Map.of("echo", (c, a) -> 1, "Echo", (c, a) -> 2));
        assertThatThrownBy(() -> SignalRServer.create("/hub", HubOptions.defaults(), twice))
                .hasMessageContaining("its name is there twice");
        Hub hub = Hub.of(Map.of());
        assertThatThrownBy(() -> SignalRServer.create("hub/", HubOptions.defaults(), hub))
                .hasMessageContaining("path");
        assertThatThrownBy(() -> HubOptions.defaults().withMaxOutboxBytes(0))
                .hasMessage("maxOutboxBytes: more than 0 expected, was 0");
        String names =
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("signalr-"))
                        .collect(Collectors.joining());
        assertThat(names).isEmpty();
    }
}
