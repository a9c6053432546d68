package io.lineside.relay.plant;

import static io.lineside.model.AlarmEvent.RAISED;
import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.model.AssetPath;
import io.lineside.model.Quality;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.model.SourceState;
import io.lineside.model.Value;
import io.lineside.relay.decode.Decoded;
import io.lineside.relay.ingest.SourceEvent;
import io.lineside.wire.PlantView;
import io.lineside.wire.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantCoreTest {

    private final Path directory;
    private Bench bench;

    PlantCoreTest(@TempDir Path directory) {
        this.directory = directory;
        this.bench = new Bench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void arrivalDecidesWhatIsLatestAndSourceTimeHowOldItIs() {
        bench.at(10).number("temperature", 50, 9.9).at(10.1).number("temperature", 40, 2);
        assertThat(bench.row("temperature"))
                .isEqualTo(
                        new Row(
                                "reactor-1/temperature",
                                new Value.Num(40),
                                Quality.GOOD,
                                Bench.time(2).toEpochMilli(),
                                null));
    }

    @Test
    void aMessageThatComesAgainChangesNothing() {
        bench.at(1).drain(bench.arrival(5, Bench.temperature(50, 1)));
        bench.drain(
                bench.arrival(5, Bench.temperature(60, 1)),
                bench.arrival(4, Bench.temperature(70, 1)));
        assertThat(bench.row("temperature").value()).isEqualTo(new Value.Num(50));
        Counters counters = bench.core.published().counters();
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
        assertThat(bench.core.published().counters())
                .isEqualTo(new Counters(3, 2, 1, 1, 1, 2, 0, 0, 0));
    }

    @Test
    void theNewestThousandRejectsAreKeptNewestFirst() {
        List<Inbound> items = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            items.add(bench.arrival(i, new Decoded.Rejected("reason " + i, "x")));
        }
        bench.drain(items.toArray(Inbound[]::new));
        assertThat(bench.core.rejects().total()).isEqualTo(1_500);
        assertThat(bench.core.rejects().newest()).hasSize(1_000);
        assertThat(bench.core.rejects().newest().getFirst().reason()).isEqualTo("reason 1499");
        assertThat(bench.core.rejects().newest().getFirst().size()).isEqualTo(20);
    }

    @Test
    void aSignalThatFallsSilentBecomesStaleAndIsLiveAgainWithItsNextSample() {
        bench.at(1).number("temperature", 50).at(6).tick();
        assertThat(bench.row("temperature").quality()).isEqualTo(Quality.GOOD);
        long before = bench.core.table().seq();
        bench.at(6.1).tick();
        assertThat(bench.row("temperature").quality()).isEqualTo(Quality.UNCERTAIN);
        assertThat(bench.row("temperature").reason()).isEqualTo("stale");
        assertThat(bench.core.table().seq()).isEqualTo(before + 1);
        assertThat(bench.commits.getLast().valueGroups()).containsExactly(Bench.GROUP);
        bench.at(7).tick();
        assertThat(bench.core.table().seq()).isEqualTo(before + 1);
        bench.at(8).number("temperature", 51);
        assertThat(bench.row("temperature").quality()).isEqualTo(Quality.GOOD);
    }

    @Test
    void aSignalThatReportsByExceptionIsNeverStaleByItself() {
        bench.at(1).number("pressure", 5).at(100_000).tick();
        assertThat(bench.row("pressure").quality()).isEqualTo(Quality.GOOD);
    }

    @Test
    void anOldMessageDoesNotMakeAPeriodicSignalLookLive() {
        bench.at(7_200);
        bench.drain(bench.arrival(0, Bench.temperature(50, 1), Bench.time(1)));
        assertThat(bench.row("temperature").quality()).isEqualTo(Quality.UNCERTAIN);
        assertThat(bench.row("temperature").reason()).isEqualTo("stale");
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
        assertThat(bench.row("pressure").value()).isEqualTo(new Value.Num(5));
        assertThat(bench.row("pressure").quality()).isEqualTo(Quality.UNCERTAIN);
        assertThat(bench.row("pressure").reason()).isEqualTo("last-known");
        assertThat(bench.row("state").quality()).isEqualTo(Quality.BAD);
        bench.at(2).drain(bench.arrival(3, Bench.temperature(51, 2)));
        assertThat(bench.row("temperature").quality()).isEqualTo(Quality.GOOD);
        assertThat(bench.row("pressure").reason()).isEqualTo("last-known");
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
        assertThat(bench.core.published().sourceLag()).isEqualTo(Duration.ofSeconds(1));
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
        assertThat(bench.told())
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
        assertThat(bench.core.published().missing()).isEqualTo(40);
        bench.at(1).drain(bench.arrival(41, Bench.temperature(1, 1)));
        assertThat(bench.core.published().counters().duplicates()).isEqualTo(1);
    }

    @Test
    void devicesThatAreNotInTheModelAppearByThemselves() {
        long version = bench.core.published().view().version();
        bench.at(1)
                .sample(
                        Sample.good(
                                new SignalId("truck-7", "speed"), new Value.Num(1), Bench.START),
                        Sample.good(
                                new SignalId("reactor-1", "extra"), new Value.Num(1), Bench.START));
        PlantView view = bench.core.published().view();
        assertThat(view.version()).isEqualTo(version + 1);
        PlantView.Unit unit = view.sites().getLast().areas().getFirst().units().getFirst();
        assertThat(unit.path()).isEqualTo("unassigned/devices/all");
        assertThat(unit.devices())
                .extracting(PlantView.Device::id)
                .containsExactly("reactor-1", "truck-7");
        assertThat(bench.core.table().since("values:unassigned/devices/all", 0).rows()).hasSize(2);
        assertThat(bench.commits.getLast().plantChanged()).isTrue();
        bench.at(2)
                .sample(
                        Sample.good(
                                new SignalId("truck-7", "speed"), new Value.Num(2), Bench.START));
        assertThat(bench.commits.getLast().plantChanged()).isFalse();
        restart();
        assertThat(bench.core.published().view().sites()).hasSize(2);
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
        Published published = bench.core.published();
        assertThat(published.refusedSignals()).isEqualTo(1_000);
        assertThat(published.counters().rejected()).isEqualTo(1);
        assertThat(published.counters().decoded()).isEqualTo(5);
        assertThat(bench.core.rejects().newest().getFirst().reason()).contains("5000 signals");
    }

    @Test
    void anAreaKnowsHowItsSignalsAre() {
        AssetPath area = new AssetPath("north/process");
        assertThat(bench.core.published().areas()).isEqualTo(Map.of(area, new AreaStats(0, 3, 0)));
        bench.at(1).number("temperature", 1).number("pressure", 1);
        bench.sample(
                new Sample(
                        new SignalId("reactor-1", "state"), null, Quality.BAD, "x", Bench.time(1)));
        assertThat(bench.core.published().areas()).isEqualTo(Map.of(area, new AreaStats(2, 0, 1)));
        bench.at(9).tick();
        assertThat(bench.core.published().areas()).isEqualTo(Map.of(area, new AreaStats(1, 1, 1)));
    }

    private SourceState state() {
        return bench.core.published().state();
    }

    private void restart() {
        bench.close();
        bench = new Bench(directory);
    }
}
