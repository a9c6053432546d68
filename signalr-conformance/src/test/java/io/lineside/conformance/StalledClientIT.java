package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.signalr.BroadcastStats;
import io.lineside.signalr.DeferredMessage;
import io.lineside.signalr.EncodedMessage;
import io.lineside.signalr.HubConnection;
import io.lineside.signalr.OutboxStats;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** One client that stops reading: what it costs is bounded, and nobody else notices. */
class StalledClientIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int OUTBOX = 256 * 1024;

    @Test
    @Shows({47, 48})
    void isDisconnectedWhenReliableMessagesPileUpAndTheOthersGetTheirs() throws Exception {
        try (ParityServer server =
                        ParityServer.start(options -> options.withMaxOutboxBytes(OUTBOX));
                RawClient stalled = RawClient.json(server.port(), "/hub");
                RawClient healthy = RawClient.json(server.port(), "/hub")) {
            HubConnection slow = join(server, stalled, "g");
            join(server, healthy, "g");
            String padding = "x".repeat(16_000);
            int sent = 0;
            long slowest = 0;
            while (slow.isOpen()) {
                assertThat(sent).as("messages until the stalled client is cut").isLessThan(5_000);
                long begin = System.nanoTime();
                EncodedMessage message = EncodedMessage.invocation("said", sent + padding);
                server.broadcaster().toGroup("g", message);
                slowest = Math.max(slowest, System.nanoTime() - begin);
                assertThat(slow.outbox().waitingBytes()).isLessThanOrEqualTo(OUTBOX);
                assertThat(healthy.record()).contains("\"" + sent + "x");
                sent++;
            }
            assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(2));
            await().atMost(LIMIT).until(() -> server.hub.disconnected.contains("slow consumer"));
            BroadcastStats stats = server.broadcaster().stats();
            assertThat(stats.slowDisconnects()).isEqualTo(1);
            assertThat(stats.discarded()).isPositive();
            assertThat(stats.connections()).isEqualTo(1);
            assertThat(server.broadcaster().members("g")).hasSize(1);
        }
    }

    @Test
    @Shows({48})
    void getsFewerAndNewerDeferredMessagesAndStaysConnected() throws Exception {
        try (ParityServer server =
                        ParityServer.start(options -> options.withMaxOutboxBytes(OUTBOX));
                RawClient stalled = RawClient.json(server.port(), "/hub");
                RawClient healthy = RawClient.json(server.port(), "/hub")) {
            HubConnection slow = join(server, stalled, "g");
            join(server, healthy, "g");
            String padding = "x".repeat(30_000);
            AtomicInteger newest = new AtomicInteger();
            DeferredMessage deferred =
                    connection -> EncodedMessage.invocation("late", newest.get() + padding);
            int rounds = 0;
            while (slow.outbox().conflated() < 50) {
                assertThat(rounds).isLessThan(5_000);
                newest.set(++rounds);
                server.broadcaster().toGroupDeferred("g", "state", deferred);
                assertThat(healthy.record()).contains("\"" + rounds + "x");
            }
            OutboxStats outbox = slow.outbox();
            assertThat(outbox.waitingMessages()).isEqualTo(1);
            assertThat(outbox.sentMessages()).isLessThan(rounds);
            assertThat(slow.isOpen()).isTrue();

            String last = stalled.record();
            int received = 1;
            while (!last.contains("\"" + rounds + "x")) {
                last = stalled.record();
                received++;
            }
            assertThat(received).isLessThanOrEqualTo(rounds - 50);
            assertThat(server.broadcaster().stats().slowDisconnects()).isZero();
        }
    }

    @Test
    void isDisconnectedWhenAWriteDoesNotEnd() throws Exception {
        try (ParityServer server =
                        ParityServer.start(
                                options -> options.withWriteTimeout(Duration.ofSeconds(2)));
                RawClient stalled = RawClient.json(server.port(), "/hub")) {
            HubConnection slow = join(server, stalled, "g");
            AtomicInteger made = new AtomicInteger();
            String padding = "x".repeat(60_000);
            DeferredMessage deferred =
                    connection ->
                            EncodedMessage.invocation("late", made.incrementAndGet() + padding);
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(5))
                    .until(
                            () -> {
                                server.broadcaster().toGroupDeferred("g", "state", deferred);
                                return !slow.isOpen();
                            });
            await().atMost(LIMIT)
                    .untilAsserted(
                            () ->
                                    assertThat(server.hub.disconnected)
                                            .singleElement()
                                            .asString()
                                            .startsWith("a write did not end"));
        }
    }

    @Test
    void isHeldBackWhenItCallsFasterThanTheHubAnswers() throws Exception {
        try (ParityServer server = ParityServer.start(UnaryOperator.identity());
                RawClient client = RawClient.json(server.port(), "/hub")) {
            client.send(call("first", "Slow", "500"));
            int calls = 2_000;
            for (int i = 0; i < calls; i++) {
                client.send(call("c" + i, "Echo", "\"x\""));
            }
            assertThat(client.record()).contains("\"first\"");
            for (int i = 0; i < calls; i++) {
                assertThat(client.record()).contains("\"c" + i + "\"");
            }
        }
    }

    private static HubConnection join(ParityServer server, RawClient client, String group)
            throws Exception {
        client.send(call("me", "MyConnection", ""));
        String answer = client.record();
        String id = answer.replaceAll(".*\"result\":\"([^\"]*)\".*", "$1");
        assertThat(server.broadcaster().join(id, group)).isTrue();
        return server.broadcaster().connection(id).orElseThrow();
    }

    private static String call(String id, String target, String arguments) {
        return "{\"type\":1,\"invocationId\":\"%s\",\"target\":\"%s\",\"arguments\":[%s]}\u001e"
                .formatted(id, target, arguments);
    }
}
