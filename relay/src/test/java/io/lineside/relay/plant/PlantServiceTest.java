package io.lineside.relay.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.model.SourceState;
import io.lineside.model.Value;
import io.lineside.relay.ingest.EventSource;
import io.lineside.relay.ingest.RawMessage;
import io.lineside.relay.ingest.SourceEvent;
import io.lineside.relay.journal.SqliteStore;
import io.lineside.relay.model.PlantModel;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.AlarmView;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doors, on the real plant thread. */
class PlantServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final class HandSource implements EventSource {
        private Consumer<SourceEvent> sink = _ -> {};

        @Override
        public void start(Consumer<SourceEvent> to) {
            sink = to;
        }

        @Override
        public void close() {
            sink = _ -> {};
        }

        void send(long number, String body) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            Instant now = Instant.now();
            sink.accept(
                    new SourceEvent.Message(
                            new RawMessage(
                                    "0",
                                    number,
                                    now,
                                    "Telemetry",
                                    "pump",
                                    null,
                                    null,
                                    null,
                                    bytes)));
            sink.accept(new SourceEvent.Answered(now, Map.of("0", number)));
        }
    }

    private final HandSource source = new HandSource();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BreakableStore store;
    private volatile long ahead;
    private final PlantService plant;

    PlantServiceTest(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("plant.yaml");
        Files.writeString(
                file,
                """
                sites:
                  - id: a
                    areas:
                      - id: b
                        units:
                          - id: c
                            devices:
                              - id: pump
                                signals:
                                  - {name: flow, alarms: [{type: H, limit: 5, priority: 1}]}
                """);
        store = new BreakableStore(SqliteStore.open(directory.resolve("relay.db")));
        plant =
                PlantService.start(
                        PlantModel.load(file),
                        store,
                        source,
                        Clock.systemUTC(),
                        () -> System.nanoTime() + ahead,
                        meters);
    }

    @AfterEach
    void close() {
        plant.close();
    }

    @Test
    void aMessageGoesFromTheSourceToTheTableTheJournalAndTheListeners() {
        List<Commit> commits = new CopyOnWriteArrayList<>();
        plant.onCommit(commits::add);
        assertThat(plant.state()).isEqualTo(SourceState.LOST);
        source.send(0, "{\"flow\": 7}");
        await().atMost(Duration.ofSeconds(20)).until(() -> !plant.alarms().isEmpty());
        assertThat(plant.latest().since("values:a/b/c", 0).rows().getFirst().value())
                .isEqualTo(new Value.Num(7));
        assertThat(plant.transitions("alarms:a/b", 0, 10)).hasSize(1);
        assertThat(plant.alarmHeads()).isEqualTo(Map.of("alarms:a/b", 1L));
        assertThat(commits.getFirst().transitions()).hasSize(1);
        assertThat(plant.sourceLag()).isLessThan(Duration.ofSeconds(20));
        await().atMost(Duration.ofSeconds(20)).until(() -> plant.state() == SourceState.LIVE);
        assertThat(meters.get("lineside.messages").tag("outcome", "decoded").functionCounter())
                .satisfies(counter -> assertThat(counter.count()).isEqualTo(1));
    }

    @Test
    void anAcknowledgementIsAnsweredWhenItIsInTheJournal() throws Exception {
        source.send(0, "{\"flow\": 7}");
        await().atMost(Duration.ofSeconds(20)).until(() -> !plant.alarms().isEmpty());
        AlarmView alarm = plant.alarms().getFirst();
        Acknowledgement command =
                new Acknowledgement("c-1", alarm.alarm(), alarm.occurrence(), 1, "desk", null);
        Acknowledgement.Answer answer =
                plant.acknowledge(command, "anna").get(20, TimeUnit.SECONDS);
        assertThat(answer.result()).isEqualTo(Acknowledgement.Result.ACCEPTED);
        assertThat(plant.transitions(null, 1, 10)).hasSize(1);
        assertThat(plant.counters().acknowledged()).isEqualTo(1);
    }

    @Test
    void anErrorInADrainDoesNotEndThePlantThread() {
        store.error = new StackOverflowError();
        source.send(0, "{\"flow\": 7}");
        await().atMost(PATIENCE).until(() -> store.error == null);
        source.send(1, "{\"flow\": 8}");
        await().atMost(PATIENCE).until(() -> plant.counters().decoded() == 2);
        // The alarm was raised in the drain that failed.
        await().atMost(PATIENCE).until(() -> plant.alarms().size() == 1);
        assertThat(meters.get("lineside.plant.errors").functionCounter().count()).isPositive();
        assertThat(plant.stuck()).isNull();
    }

    @Test
    void aPlantThreadThatHasStoppedIsSaidOnceItHasLastedTooLong() {
        assertThat(plant.stuck()).isNull();
        plant.close();
        ahead = Duration.ofSeconds(12).toNanos();
        assertThat(plant.stuck()).matches("the plant thread has done nothing for 1[123] s");
    }

    @Test
    void afterItIsClosedCommandsAreRefused() {
        plant.close();
        Acknowledgement command = new Acknowledgement("c", "a", "b", 1, "desk", null);
        assertThat(plant.acknowledge(command, "anna").join().result())
                .isEqualTo(Acknowledgement.Result.REFUSED);
    }

    @Test
    void aMessageThatCannotBeReadIsRejectedAndTheStreamGoesOn() {
        source.send(0, "{\"flow\":".repeat(100_000));
        source.send(1, "{\"flow\": 1}");
        await().atMost(Duration.ofSeconds(20)).until(() -> plant.counters().decoded() == 1);
        assertThat(plant.counters().rejected()).isEqualTo(1);
        assertThat(plant.rejects().newest().getFirst().device()).isEqualTo("pump");
    }
}
