package io.lineside.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.core.alarm.AlarmStatus;
import io.lineside.core.engine.Acknowledge;
import io.lineside.core.engine.AcknowledgeOutcome;
import io.lineside.core.engine.Commit;
import io.lineside.core.engine.PlantEngine;
import io.lineside.core.source.EventSource;
import io.lineside.core.source.MessageProperties;
import io.lineside.core.source.RawMessage;
import io.lineside.core.source.SourceEvent;
import io.lineside.core.store.BreakableStore;
import io.lineside.model.AssetPath;
import io.lineside.model.SourceState;
import io.lineside.model.Value;
import io.lineside.relay.decode.DecoderRegistry;
import io.lineside.relay.decode.json.FlatJsonDecoder;
import io.lineside.relay.plantfile.PlantFile;
import io.lineside.relay.store.sqlite.SqliteStore;
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

/** The engine on its real thread, with the relay's decoders, store and meters. */
class PlantEngineTest {

    private static final AssetPath UNIT = new AssetPath("a/b/c");
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
                                    "0", number, now, MessageProperties.telemetry("pump"), bytes)));
            sink.accept(new SourceEvent.Answered(now, Map.of("0", number)));
        }
    }

    private final HandSource source = new HandSource();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BreakableStore store;
    private volatile long ahead;
    private final PlantEngine plant;

    PlantEngineTest(@TempDir Path directory) throws Exception {
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
                new PlantEngine(
                        PlantFile.load(file),
                        store,
                        Clock.systemUTC(),
                        () -> System.nanoTime() + ahead);
        EngineMeters.register(meters, plant);
        plant.start();
        source.start(plant.intake(new DecoderRegistry(List.of(new FlatJsonDecoder()))));
    }

    private List<AlarmStatus> alarms() {
        return plant.current().alarms();
    }

    @AfterEach
    void close() {
        source.close();
        plant.close();
        store.close();
    }

    @Test
    void aMessageGoesFromTheSourceToTheTableTheJournalAndTheListeners() {
        List<Commit> commits = new CopyOnWriteArrayList<>();
        plant.onCommit(commits::add);
        assertThat(plant.state()).isEqualTo(SourceState.LOST);
        source.send(0, "{\"flow\": 7}");
        await().atMost(Duration.ofSeconds(20)).until(() -> !alarms().isEmpty());
        assertThat(plant.latest().since(UNIT, 0).samples().getFirst().value())
                .isEqualTo(new Value.Num(7));
        assertThat(plant.transitions(UNIT.area(), 0, 10)).hasSize(1);
        assertThat(plant.heads()).isEqualTo(Map.of(UNIT.area(), 1L));
        assertThat(commits.getFirst().transitions()).hasSize(1);
        assertThat(plant.sourceLag()).isLessThan(Duration.ofSeconds(20));
        await().atMost(Duration.ofSeconds(20)).until(() -> plant.state() == SourceState.LIVE);
        assertThat(meters.get("lineside.messages").tag("outcome", "decoded").functionCounter())
                .satisfies(counter -> assertThat(counter.count()).isEqualTo(1));
    }

    @Test
    void anAcknowledgementIsAnsweredWhenItIsInTheJournal() throws Exception {
        source.send(0, "{\"flow\": 7}");
        await().atMost(Duration.ofSeconds(20)).until(() -> !alarms().isEmpty());
        AlarmStatus alarm = alarms().getFirst();
        Acknowledge command =
                new Acknowledge("c-1", alarm.alarm(), alarm.occurrence(), null, "anna");
        assertThat(plant.acknowledge(command).get(20, TimeUnit.SECONDS))
                .isInstanceOf(AcknowledgeOutcome.Accepted.class);
        assertThat(plant.transitions(null, 1, 10)).hasSize(1);
        assertThat(plant.counters().acknowledged()).isEqualTo(1);
    }

    @Test
    void anErrorInADrainDoesNotEndTheEngineThread() {
        store.error = new StackOverflowError();
        source.send(0, "{\"flow\": 7}");
        await().atMost(PATIENCE).until(() -> store.error == null);
        source.send(1, "{\"flow\": 8}");
        await().atMost(PATIENCE).until(() -> plant.counters().decoded() == 2);
        // The alarm was raised in the drain that failed.
        await().atMost(PATIENCE).until(() -> alarms().size() == 1);
        assertThat(meters.get("lineside.plant.errors").functionCounter().count()).isPositive();
        assertThat(plant.stuck()).isNull();
    }

    @Test
    void anEngineThreadThatHasStoppedIsReportedOnceItHasLastedTooLong() {
        assertThat(plant.stuck()).isNull();
        plant.close();
        ahead = Duration.ofSeconds(12).toNanos();
        assertThat(plant.stuck()).matches("the plant thread has done nothing for 1[123] s");
    }

    @Test
    void afterItIsClosedCommandsAreRefused() {
        plant.close();
        Acknowledge command = new Acknowledge("c", "a", "b", null, "anna");
        assertThat(plant.acknowledge(command).join())
                .isInstanceOf(AcknowledgeOutcome.Refused.class);
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
