package io.lineside.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.core.alarm.Transition;
import io.lineside.core.engine.PlantEngine;
import io.lineside.core.source.EventSource;
import io.lineside.core.store.Store;
import io.lineside.emulator.HubEmulator;
import io.lineside.emulator.message.DeviceMessage;
import io.lineside.model.AssetPath;
import io.lineside.model.Quality;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.model.SourceState;
import io.lineside.model.Value;
import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.decode.DecoderRegistry;
import io.lineside.relay.decode.json.FlatJsonDecoder;
import io.lineside.relay.plantfile.PlantFile;
import io.lineside.relay.source.eventhubs.EventHubsSource;
import io.lineside.relay.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plant behind Azure's own Event Hubs client, against the emulator. */
class PlantEngineIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final AssetPath UNIT = new AssetPath("north/process/reactor");

    private final Path directory;
    private HubEmulator hub;
    private @Nullable PlantEngine plant;
    private List<AutoCloseable> closing = List.of();

    PlantEngineIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.hub = hub(4);
    }

    private HubEmulator hub(int partitions) throws IOException {
        long unique = ProcessHandle.current().pid() * 31 + System.nanoTime() / 1_000;
        return HubEmulator.builder()
                .host("127.40.%d.%d".formatted(unique / 250 % 250, unique % 250 + 1))
                .mqttPort(0)
                .dataDirectory(directory.resolve("hub-" + partitions))
                .partitions(partitions)
                .start();
    }

    @BeforeEach
    void plantFile() throws IOException {
        Files.writeString(
                directory.resolve("plant.yaml"),
                """
                sites:
                  - id: north
                    areas:
                      - id: process
                        units:
                          - id: reactor
                            devices:
                              - id: reactor-1
                                signals:
                                  - name: temperature
                                    period: 1s
                                    alarms: [{type: H, limit: 80, on-delay: 1s, off-delay: 1s, priority: 2}]
                                  - {name: count}
                """);
    }

    @AfterEach
    void close() throws Exception {
        stop();
        hub.close();
    }

    @Test
    void aMessageComesToTheTableAndARejectedOneToTheRejects() throws Exception {
        start(hub.connectionString());
        await(SourceState.LIVE);
        send("{\"temperature\": 20.5, \"place\": {\"lat\": 1, \"lon\": 2}}");
        send("nonsense");
        eventually(() -> plant().counters().received() == 2);
        assertThat(row("temperature").value()).isEqualTo(new Value.Num(20.5));
        assertThat(row("temperature").quality()).isEqualTo(Quality.GOOD);
        assertThat(plant().rejects().newest().getFirst().device()).isEqualTo("reactor-1");
        assertThat(plant().assets().sites()).hasSize(2);
        assertThat(plant().state()).isEqualTo(SourceState.LIVE);
        assertThat(plant().sourceLag()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void theSameOverTlsWithCheckedTokens() throws Exception {
        start(hub.tlsConnectionString());
        await(SourceState.LIVE);
        send("{\"temperature\": 21}");
        eventually(() -> plant().counters().decoded() == 1);
    }

    @Test
    void aRefusedKeyIsASourceThatIsLost() throws Exception {
        String wrong =
                hub.tlsConnectionString().replaceAll("SharedAccessKey=.*", "SharedAccessKey=AAAA");
        start(wrong);
        Awaitility.await()
                .during(Duration.ofSeconds(4))
                .atMost(PATIENCE)
                .until(() -> plant().state() == SourceState.LOST);
    }

    @Test
    void anAlarmWithADelayIsRaisedThoughNothingMoreIsSent() throws Exception {
        start(hub.connectionString());
        await(SourceState.LIVE);
        send("{\"temperature\": 90}");
        eventually(() -> !plant().current().alarms().isEmpty());
        Transition raised = plant().transitions(UNIT.area(), 0, 10).getFirst();
        assertThat(raised.cause()).startsWith("timer:");
    }

    @Test
    void aRestartGoesOnWhereItWasLeft() throws Exception {
        start(hub.connectionString());
        await(SourceState.LIVE);
        for (int i = 0; i < 50; i++) {
            send("{\"count\": " + i + "}");
        }
        eventually(() -> plant().counters().decoded() == 50);
        String journal = plant().journalId();
        String epoch = plant().latest().epoch();
        stop();
        for (int i = 50; i < 90; i++) {
            send("{\"count\": " + i + "}");
        }
        start(hub.connectionString());
        assertThat(row("count").reason()).isEqualTo("last-known");
        eventually(() -> plant().counters().decoded() == 90);
        assertThat(row("count"))
                .satisfies(
                        r -> {
                            assertThat(r.value()).isEqualTo(new Value.Num(89));
                            assertThat(r.quality()).isEqualTo(Quality.GOOD);
                        });
        assertThat(plant().counters().received()).isEqualTo(90);
        assertThat(plant().journalId()).isEqualTo(journal);
        assertThat(plant().latest().epoch()).isNotEqualTo(epoch);
        await(SourceState.LIVE);
    }

    @Test
    void anotherHubWithFewerPartitionsIsLiveAndRead() throws Exception {
        start(hub.connectionString());
        await(SourceState.LIVE);
        stop();
        hub.close();
        hub = hub(2);
        start(hub.connectionString());
        await(SourceState.LIVE);
        send("{\"count\": 1}");
        eventually(() -> plant().counters().decoded() == 1);
        assertThat(plant().state()).isEqualTo(SourceState.LIVE);
    }

    @Test
    void aCutLinkIsLostWithinSixSecondsAndLiveAgainWithoutLoss() throws Exception {
        start(hub.connectionString());
        await(SourceState.LIVE);
        send("{\"count\": 1}");
        eventually(() -> plant().counters().decoded() == 1);

        hub.refuseServiceConnections(true);
        hub.cutServiceConnections();
        long cut = System.nanoTime();
        await(SourceState.LOST);
        assertThat(Duration.ofNanos(System.nanoTime() - cut)).isLessThan(Duration.ofSeconds(6));
        for (int i = 2; i <= 30; i++) {
            send("{\"count\": " + i + "}");
        }
        hub.refuseServiceConnections(false);
        await(SourceState.LIVE);
        eventually(() -> plant().counters().decoded() == 30);
        assertThat(row("count").value()).isEqualTo(new Value.Num(30));
        send("{\"count\": 31}");
        eventually(() -> plant().counters().decoded() == 31);
        assertThat(plant().counters().received()).isEqualTo(31);
    }

    @Test
    void aMomentaryCutLosesNothing() throws Exception {
        start(hub.connectionString());
        await(SourceState.LIVE);
        for (int round = 0; round < 5; round++) {
            send("{\"count\": " + round + "}");
            hub.cutServiceConnections();
        }
        eventually(() -> plant().counters().decoded() == 5);
        await(SourceState.LIVE);
        send("{\"count\": 5}");
        eventually(() -> plant().counters().decoded() == 6);
    }

    @Test
    void twoHoursOfBacklogAreCaughtUpWithoutLookingLive() throws Exception {
        Instant now = Instant.now();
        hub.append(message("{\"temperature\": 10}"), now.minusSeconds(7_300));
        start(hub.connectionString());
        eventually(() -> plant().counters().decoded() == 1);
        stop();
        for (int i = 7_200; i >= 0; i--) {
            double value = i > 3_600 && i < 3_660 ? 95 : 20 + i % 7;
            hub.append(message("{\"temperature\": " + value + "}"), now.minusSeconds(i));
        }
        Set<SourceState> seen = Collections.synchronizedSet(EnumSet.noneOf(SourceState.class));
        Set<Quality> whileBehind = Collections.synchronizedSet(EnumSet.noneOf(Quality.class));
        start(hub.connectionString());
        PlantEngine running = plant();
        running.onCommit(
                commit -> {
                    SourceState state = running.state();
                    seen.add(state);
                    if (state == SourceState.CATCHING_UP) {
                        running.latest()
                                .since(UNIT, 0)
                                .samples()
                                .forEach(r -> whileBehind.add(r.quality()));
                    }
                });
        eventually(() -> plant().counters().decoded() == 7_202);
        await(SourceState.LIVE);
        assertThat(seen).contains(SourceState.CATCHING_UP);
        assertThat(whileBehind).doesNotContain(Quality.GOOD);
        List<Transition> journal = plant().transitions(UNIT.area(), 0, 100);
        assertThat(journal)
                .extracting(Transition::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 2).boxed().toList());
    }

    private void start(String connection) throws Exception {
        Path file = directory.resolve("relay.yaml");
        Files.writeString(
                file,
                """
                store: relay.db
                source:
                  connection-string: "%s"
                  event-hub: %s
                  first-start: 3h
                  trusted-certificates: %s
                """
                        .formatted(connection, hub.eventHub(), hub.caFile()));
        RelayConfig config = RelayConfig.load(file, Map.of());
        Store opened = SqliteStore.open(config.store());
        EventSource made =
                EventHubsSource.of(config.source(), opened.load().positions(), Clock.systemUTC());
        PlantEngine engine =
                new PlantEngine(
                        PlantFile.load(config.plant()),
                        opened,
                        Clock.systemUTC(),
                        System::nanoTime);
        engine.start();
        made.start(engine.intake(new DecoderRegistry(List.of(new FlatJsonDecoder()))));
        plant = engine;
        closing = List.of(made, engine, opened);
    }

    private PlantEngine plant() {
        PlantEngine running = plant;
        if (running == null) {
            throw new IllegalStateException("no plant runs");
        }
        return running;
    }

    private void stop() throws Exception {
        plant = null;
        List<AutoCloseable> running = closing;
        closing = List.of();
        for (AutoCloseable part : running) {
            part.close();
        }
    }

    private void send(String body) throws IOException {
        hub.append(message(body));
    }

    private static DeviceMessage message(String body) {
        return DeviceMessage.telemetry("reactor-1", body);
    }

    private Sample row(String name) {
        return plant().latest().since(UNIT, 0).samples().stream()
                .filter(r -> r.signal().equals(new SignalId("reactor-1", name)))
                .findFirst()
                .orElseThrow();
    }

    private void await(SourceState state) {
        eventually(() -> plant().state() == state);
    }

    private static void eventually(Callable<Boolean> holds) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(holds);
    }
}
