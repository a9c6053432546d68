package io.lineside.core.engine;

import static io.lineside.model.AlarmEvent.RAISED;
import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.core.plant.Assets;
import io.lineside.core.plant.Plant;
import io.lineside.core.signal.AreaStats;
import io.lineside.core.source.Decoded;
import io.lineside.core.source.SourceEvent;
import io.lineside.core.store.MemoryStore;
import io.lineside.core.store.Store;
import io.lineside.model.AssetPath;
import io.lineside.model.Quality;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.model.SourceState;
import io.lineside.model.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineTest {

    private Supplier<Store> disk;
    private Bench bench;

    /** A fresh disk; the same has to hold on every kind of store. */
    Supplier<Store> newDisk() {
        return MemoryStore.disk();
    }

    @BeforeEach
    void open() {
        disk = newDisk();
        bench = new Bench(disk);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void arrivalDecidesWhatIsLatestAndSourceTimeHowOldItIs() {
        bench.at(10).number("temperature", 50, 9.9).at(10.1).number("temperature", 40, 2);
        assertThat(bench.latest("temperature"))
                .isEqualTo(Sample.good(Bench.TEMPERATURE, new Value.Num(40), Bench.time(2)));
    }

    @Test
    void aMessageThatComesAgainChangesNothing() {
        bench.at(1).drain(bench.arrival(5, Bench.temperature(50, 1)));
        bench.drain(
                bench.arrival(5, Bench.temperature(60, 1)),
                bench.arrival(4, Bench.temperature(70, 1)));
        assertThat(bench.latest("temperature").value()).isEqualTo(new Value.Num(50));
        Counters counters = bench.engine.snapshot().counters();
        assertThat(counters.duplicates()).isEqualTo(2);
        assertThat(counters.received()).isEqualTo(1);
        assertThat(bench.commits).hasSize(1);
    }

    @Test
    void everyMessageIsCountedOnceAcrossRestarts() {
        bench.at(1)
                .drain(
                        bench.arrival(0, Bench.temperature(50, 1)),
                        bench.arrival(1, new Decoded.Rejected("not JSON", "x")),
                        bench.arrival(2, new Decoded.Ignored("twinChangeEvents")));
        restart();
        bench.at(2).drain(bench.arrival(2, new Decoded.Ignored("twinChangeEvents")));
        bench.drain(bench.arrival(3, Bench.temperature(50, 1)));
        assertThat(bench.engine.snapshot().counters())
                .isEqualTo(new Counters(3, 2, 1, 1, 1, 2, 0, 0, 0));
    }

    @Test
    void theNewestThousandRejectsAreKeptNewestFirst() {
        List<Inbound> items = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            items.add(bench.arrival(i, new Decoded.Rejected("reason " + i, "x")));
        }
        bench.drain(items.toArray(Inbound[]::new));
        assertThat(bench.engine.rejects().total()).isEqualTo(1_500);
        assertThat(bench.engine.rejects().newest()).hasSize(1_000);
        assertThat(bench.engine.rejects().newest().getFirst().reason()).isEqualTo("reason 1499");
        assertThat(bench.engine.rejects().newest().getFirst().size()).isEqualTo(20);
    }

    @Test
    void aSignalThatFallsSilentBecomesStaleAndIsLiveAgainWithItsNextSample() {
        bench.at(1).number("temperature", 50).at(6).tick();
        assertThat(bench.latest("temperature").quality()).isEqualTo(Quality.GOOD);
        long before = bench.engine.latest().seq();
        bench.at(6.1).tick();
        assertThat(bench.latest("temperature").quality()).isEqualTo(Quality.UNCERTAIN);
        assertThat(bench.latest("temperature").reason()).isEqualTo("stale");
        assertThat(bench.engine.latest().seq()).isEqualTo(before + 1);
        assertThat(bench.commits.getLast().units()).containsExactly(Bench.UNIT);
        bench.at(7).tick();
        assertThat(bench.engine.latest().seq()).isEqualTo(before + 1);
        bench.at(8).number("temperature", 51);
        assertThat(bench.latest("temperature").quality()).isEqualTo(Quality.GOOD);
    }

    @Test
    void aSignalThatReportsByExceptionIsNeverStaleByItself() {
        bench.at(1).number("pressure", 5).at(100_000).tick();
        assertThat(bench.latest("pressure").quality()).isEqualTo(Quality.GOOD);
    }

    @Test
    void anOldMessageDoesNotMakeAPeriodicSignalLookLive() {
        bench.at(7_200);
        bench.drain(bench.arrival(0, Bench.temperature(50, 1), Bench.time(1)));
        assertThat(bench.latest("temperature").quality()).isEqualTo(Quality.UNCERTAIN);
        assertThat(bench.latest("temperature").reason()).isEqualTo("stale");
    }

    @Test
    void afterARestartEverythingIsOnlyRememberedUntilANewSampleComes() {
        bench.at(1).number("temperature", 50).number("pressure", 5);
        bench.sample(
                new Sample(
                        new SignalId("reactor-1", "state"),
                        null,
                        Quality.BAD,
                        "no-value",
                        Bench.time(1)));
        restart();
        assertThat(bench.latest("pressure").value()).isEqualTo(new Value.Num(5));
        assertThat(bench.latest("pressure").quality()).isEqualTo(Quality.UNCERTAIN);
        assertThat(bench.latest("pressure").reason()).isEqualTo("last-known");
        assertThat(bench.latest("state").quality()).isEqualTo(Quality.BAD);
        bench.at(2).drain(bench.arrival(3, Bench.temperature(51, 2)));
        assertThat(bench.latest("temperature").quality()).isEqualTo(Quality.GOOD);
        assertThat(bench.latest("pressure").reason()).isEqualTo("last-known");
    }

    @Test
    void theStateIsLostUntilTheHubAnswersAndWhenItFallsSilent() {
        assertThat(state()).isEqualTo(SourceState.LOST);
        bench.at(1).tail(-1);
        assertThat(state()).isEqualTo(SourceState.LIVE);
        bench.at(5.9).tick();
        assertThat(state()).isEqualTo(SourceState.LIVE);
        bench.at(6.1).tick();
        assertThat(state()).isEqualTo(SourceState.LOST);
        bench.at(7).tail(-1);
        assertThat(state()).isEqualTo(SourceState.LIVE);
        bench.lost();
        assertThat(state()).isEqualTo(SourceState.LOST);
    }

    @Test
    void theStateIsCatchingUpWhileTheOldestUnreadMessageIsOld() {
        bench.at(7_200).tail(2);
        assertThat(state()).isEqualTo(SourceState.CATCHING_UP);
        bench.drain(bench.arrival(0, Bench.temperature(50, 1), Bench.time(1)));
        bench.drain(bench.arrival(1, Bench.temperature(50, 3_600), Bench.time(3_600)));
        assertThat(state()).isEqualTo(SourceState.CATCHING_UP);
        bench.drain(bench.arrival(2, Bench.temperature(50, 7_199), Bench.time(7_199)));
        assertThat(state()).isEqualTo(SourceState.LIVE);
        assertThat(bench.engine.snapshot().sourceLag()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anIdlePartitionThatGetsAMessageIsNotBehind() {
        bench.at(1).number("temperature", 1).at(3_600).caughtUp().at(3_600.5).tail(2);
        assertThat(state()).isEqualTo(SourceState.LIVE);
        bench.at(3_604).tail(2).at(3_606).tail(2);
        assertThat(state()).isEqualTo(SourceState.CATCHING_UP);
    }

    @Test
    void aStreamThatStartedAgainIsReadAndItsCausesDiffer() {
        bench.at(1).drain(bench.arrival(9, Bench.temperature(50, 1)));
        bench.drain(new Inbound.Source(new SourceEvent.Moved("0", -1, 0, true)));
        bench.drain(
                bench.arrival(
                        3,
                        new Decoded.Samples(
                                List.of(
                                        Sample.good(
                                                new SignalId("reactor-1", "pressure"),
                                                new Value.Num(10),
                                                Bench.time(2))))));
        assertThat(bench.published())
                .singleElement()
                .satisfies(
                        t -> {
                            assertThat(t.kind()).isEqualTo(RAISED);
                            assertThat(t.cause()).isEqualTo("0~1:3:0");
                        });
        restart();
        assertThat(bench.store.load().positions().get("0"))
                .satisfies(p -> assertThat(p.generation()).isEqualTo(1));
    }

    @Test
    void messagesTheHubNoLongerHadAreCounted() {
        bench.drain(new Inbound.Source(new SourceEvent.Moved("0", 41, 40, false)));
        assertThat(bench.engine.snapshot().missing()).isEqualTo(40);
        bench.at(1).drain(bench.arrival(41, Bench.temperature(1, 1)));
        assertThat(bench.engine.snapshot().counters().duplicates()).isEqualTo(1);
    }

    @Test
    void devicesThatAreNotInTheModelAppearByThemselves() {
        long version = bench.engine.snapshot().assets().version();
        bench.at(1)
                .sample(
                        Sample.good(
                                new SignalId("truck-7", "speed"), new Value.Num(1), Bench.START),
                        Sample.good(
                                new SignalId("reactor-1", "extra"), new Value.Num(1), Bench.START));
        Assets view = bench.engine.snapshot().assets();
        assertThat(view.version()).isEqualTo(version + 1);
        Plant.Unit unit = view.sites().getLast().areas().getFirst().units().getFirst();
        assertThat(unit.path()).isEqualTo(AssetPath.UNASSIGNED);
        assertThat(unit.devices())
                .extracting(Plant.Device::id)
                .containsExactly("reactor-1", "truck-7");
        assertThat(bench.engine.latest().since(AssetPath.UNASSIGNED, 0).samples()).hasSize(2);
        assertThat(bench.commits.getLast().assetsChanged()).isTrue();
        bench.at(2)
                .sample(
                        Sample.good(
                                new SignalId("truck-7", "speed"), new Value.Num(2), Bench.START));
        assertThat(bench.commits.getLast().assetsChanged()).isFalse();
        restart();
        assertThat(bench.engine.snapshot().assets().sites()).hasSize(2);
    }

    @Test
    void moreUnassignedSignalsThanThePlantTakesAreRejectedAndCounted() {
        List<Inbound> items = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<Sample> samples = new ArrayList<>();
            for (int j = 0; j < 1_000; j++) {
                samples.add(
                        Sample.good(
                                new SignalId("bomb", "s" + (i * 1_000 + j)),
                                new Value.Num(1),
                                Bench.START));
            }
            items.add(bench.arrival(i, new Decoded.Samples(samples)));
        }
        bench.drain(items.toArray(Inbound[]::new));
        EngineSnapshot published = bench.engine.snapshot();
        assertThat(published.refusedSamples()).isEqualTo(1_000);
        assertThat(published.counters().rejected()).isEqualTo(1);
        assertThat(published.counters().decoded()).isEqualTo(5);
        assertThat(bench.engine.rejects().newest().getFirst().reason()).contains("5000 signals");
    }

    @Test
    void anAreaKnowsHowItsSignalsAre() {
        AssetPath area = new AssetPath("north/process");
        assertThat(bench.engine.snapshot().areas()).isEqualTo(Map.of(area, new AreaStats(0, 3, 0)));
        bench.at(1).number("temperature", 1).number("pressure", 1);
        bench.sample(
                new Sample(
                        new SignalId("reactor-1", "state"), null, Quality.BAD, "x", Bench.time(1)));
        assertThat(bench.engine.snapshot().areas()).isEqualTo(Map.of(area, new AreaStats(2, 0, 1)));
        bench.at(9).tick();
        assertThat(bench.engine.snapshot().areas()).isEqualTo(Map.of(area, new AreaStats(1, 1, 1)));
    }

    private SourceState state() {
        return bench.engine.snapshot().state();
    }

    private void restart() {
        bench.close();
        bench = new Bench(disk);
    }
}
