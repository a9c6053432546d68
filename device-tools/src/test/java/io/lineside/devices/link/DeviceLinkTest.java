package io.lineside.devices.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lineside.model.SignalId;
import io.lineside.model.Value;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeviceLinkTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final LinkSettings SETTINGS =
            new LinkSettings(3, Duration.ofMillis(200), Duration.ofMillis(1), Duration.ofMillis(5));

    private final FakeHub hub = new FakeHub();
    private final AtomicLong nanos = new AtomicLong();
    private final DeviceLink link =
            DeviceLink.start(
                    "reactor-1",
                    hub,
                    SETTINGS,
                    new AckTimes(),
                    InstantSource.fixed(NOW),
                    nanos::get);

    @AfterEach
    void close() {
        hub.acknowledgeAtOnce(true);
        hub.acknowledge();
        link.close();
    }

    @Test
    void completesASendWhenTheHubAcknowledges() throws Exception {
        hub.acknowledgeAtOnce(false);
        connected();

        CompletableFuture<Void> sent = link.send(reading(71.5));

        assertThat(sent).isNotDone();
        hub.acknowledge();
        assertThat(sent).isCompleted();
        assertThat(hub.arrived())
                .containsExactly("{\"time\":\"2026-03-01T12:00:00.123456Z\",\"temperature\":71.5}");
        assertThat(link.counts()).isEqualTo(new LinkCounts(1, 1, 0, 0, 1, 1));
    }

    @Test
    void sendsAgainInOrderWhatWasNotAcknowledgedWhenTheConnectionWasLost() throws Exception {
        hub.acknowledgeAtOnce(false);
        connected();
        var _ = link.send(reading(1));
        CompletableFuture<Void> second = link.send(reading(2));
        CompletableFuture<Void> third = link.send(reading(3));
        hub.acknowledge();
        assertThat(hub.arrived()).hasSize(3);

        hub.cut();

        await().atMost(LIMIT).until(() -> hub.arrived().size() == 4);
        hub.acknowledge();
        hub.acknowledge();
        second.get(30, TimeUnit.SECONDS);
        third.get(30, TimeUnit.SECONDS);
        assertThat(hub.arrived().subList(3, 5)).isEqualTo(hub.arrived().subList(1, 3));
        assertThat(hub.ids().subList(3, 5)).isEqualTo(hub.ids().subList(1, 3));
        assertThat(link.counts()).isEqualTo(new LinkCounts(3, 3, 0, 2, 3, 2));
    }

    @Test
    void countsAMessageOnceWhenALostConnectionAcknowledgesLate() throws Exception {
        hub.acknowledgeAtOnce(false);
        connected();
        CompletableFuture<Void> first = link.send(reading(1));
        CompletableFuture<Void> second = link.send(reading(2));
        hub.cutWithLateAcknowledgements();
        await().atMost(LIMIT).until(() -> hub.arrived().size() == 2);

        hub.acknowledge();
        hub.acknowledge();

        first.get(30, TimeUnit.SECONDS);
        second.get(30, TimeUnit.SECONDS);
        assertThat(link.counts()).isEqualTo(new LinkCounts(2, 2, 0, 1, 2, 2));
    }

    @Test
    void handsOverOneMessageAndTheOthersOnlyWhenTheSdkCallsBack() throws Exception {
        hub.acknowledgeAtOnce(false);
        connected();
        for (int i = 0; i < 3; i++) {
            var _ = link.send(reading(i));
        }

        assertThat(hub.arrived()).hasSize(1);
        hub.acknowledge();
        assertThat(hub.arrived()).hasSize(3);
    }

    @Test
    void keepsWhatIsSentWhileThereIsNoConnection() throws Exception {
        connected();
        hub.refuse(true);
        hub.cut();
        await().atMost(LIMIT).until(() -> "refused".equals(link.trouble()));

        CompletableFuture<Void> sent = link.send(reading(3));
        hub.refuse(false);

        sent.get(30, TimeUnit.SECONDS);
        assertThat(hub.arrived()).hasSize(1);
        assertThat(link.trouble()).isNull();
    }

    @Test
    void givesUpAConnectionThatDoesNotAcknowledge() throws Exception {
        hub.acknowledgeAtOnce(false);
        connected();
        CompletableFuture<Void> sent = link.send(reading(4));

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        await().atMost(LIMIT).until(() -> hub.opened() >= 2);
        await().atMost(LIMIT).until(() -> hub.arrived().size() >= 2);
        hub.acknowledge();

        sent.get(30, TimeUnit.SECONDS);
        await().atMost(LIMIT).until(() -> hub.closed() >= 1);
    }

    @Test
    void waitsWhenTheWindowIsFull() throws Exception {
        hub.acknowledgeAtOnce(false);
        connected();
        for (int i = 0; i < 3; i++) {
            var _ = link.send(reading(i));
        }
        CompletableFuture<Void> fourth = new CompletableFuture<>();
        Thread sender =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        var _ = link.send(reading(3));
                                        fourth.complete(null);
                                    } catch (InterruptedException e) {
                                        fourth.completeExceptionally(e);
                                    }
                                });

        await().atMost(LIMIT).until(() -> sender.getState() == Thread.State.WAITING);
        assertThat(link.counts().sent()).isEqualTo(3);
        hub.acknowledge();

        fourth.get(30, TimeUnit.SECONDS);
        assertThat(link.counts().sent()).isEqualTo(4);
    }

    @Test
    void remembersTheLastValueOfEachSignalNullIncluded() throws Exception {
        connected();
        var _ = link.send(reading(5));
        var _ = link.send(reading(6));
        Map<String, @Nullable Value> none = Collections.singletonMap("level", null);
        var _ = link.send(List.of(new Measurement("tank-1", null, none)));

        assertThat(link.last())
                .containsEntry(new SignalId("reactor-1", "temperature"), new Value.Num(6))
                .containsEntry(new SignalId("tank-1", "level"), null);
    }

    @Test
    void splitsReadingsThatAreTooManyForOneMessage() throws Exception {
        connected();
        Map<String, @Nullable Value> large = Map.of("note", new Value.Text("x".repeat(150_000)));

        CompletableFuture<Void> sent =
                link.send(
                        List.of(
                                Measurement.now(large),
                                Measurement.now(large),
                                Measurement.now(large)));

        sent.get(30, TimeUnit.SECONDS);
        assertThat(link.counts()).isEqualTo(new LinkCounts(3, 3, 0, 0, 3, 1));
    }

    @Test
    void failsAReadingThatNoMessageHolds() throws Exception {
        connected();
        Map<String, @Nullable Value> large = Map.of("note", new Value.Text("x".repeat(300_000)));

        CompletableFuture<Void> sent = link.send(List.of(Measurement.now(large)));

        assertThatThrownBy(sent::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected at most 261120");
        assertThat(link.counts().failed()).isEqualTo(1);
    }

    @Test
    void refusesToSendWhenClosed() {
        connected();
        link.close();

        assertThatThrownBy(() -> link.send(reading(7))).isInstanceOf(IllegalStateException.class);
        await().atMost(LIMIT).until(() -> hub.closed() == hub.opened());
    }

    private void connected() {
        await().atMost(LIMIT).until(() -> link.connected().isDone());
    }

    private static List<Measurement> reading(double temperature) {
        return List.of(Measurement.now(Map.of("temperature", new Value.Num(temperature))));
    }
}
