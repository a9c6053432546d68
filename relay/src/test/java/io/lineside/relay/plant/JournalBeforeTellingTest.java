package io.lineside.relay.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.model.AlarmState;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import io.lineside.relay.decode.Decoded;
import io.lineside.relay.ingest.Position;
import io.lineside.relay.journal.Store;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.AlarmView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalBeforeTellingTest {

    private final Path directory;
    private final AtomicReference<@Nullable BreakableStore> store = new AtomicReference<>();

    JournalBeforeTellingTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void whatIsToldIsInTheJournalByThen() {
        try (Bench bench = bench()) {
            bench.at(1).number("pressure", 10).at(2).number("pressure", 1);
            assertThat(bench.told()).hasSize(2);
            assertThat(bench.journal()).isEqualTo(bench.told());
        }
    }

    @Test
    void aFullDiskLetsAlarmsOutMarkedAndRefusesCommands() {
        try (Bench bench = bench()) {
            bench.at(1).number("pressure", 10);
            AlarmView alarm = bench.core.published().alarms().getFirst();
            disk().broken = true;
            assertThat(bench.at(2).acknowledge("c-1", alarm).result())
                    .isEqualTo(Acknowledgement.Result.REFUSED);
            assertThat(bench.core.published().alarms().getFirst().display())
                    .isEqualTo(AlarmState.UNACKNOWLEDGED);
            assertThat(bench.core.published().journalled()).isFalse();

            bench.at(4).number("pressure", 1);
            AlarmTransition cleared = bench.told().getLast();
            assertThat(cleared.alarm().journalled()).isFalse();
            assertThat(cleared.seq()).isEqualTo(2);
            assertThat(bench.core.published().alarms().getFirst().journalled()).isFalse();
            assertThat(bench.core.journal().unsaved()).containsExactly(cleared);
            assertThat(bench.row("pressure").value()).isEqualTo(new Value.Num(1));
            Acknowledgement.Answer answer = bench.at(6).acknowledge("c-2", alarm);
            assertThat(answer.result()).isEqualTo(Acknowledgement.Result.REFUSED);
            assertThat(answer.reason()).contains("journal");

            disk().broken = false;
            bench.at(8).tick();
            assertThat(bench.core.published().journalled()).isTrue();
            assertThat(bench.core.published().alarms().getFirst().journalled()).isTrue();
            assertThat(bench.core.journal().unsaved()).isEmpty();
            assertThat(bench.journal()).extracting(AlarmTransition::seq).containsExactly(1L, 2L);
            assertThat(bench.at(9).acknowledge("c-2", alarm).result())
                    .isEqualTo(Acknowledgement.Result.ACCEPTED);
        }
    }

    @Test
    void aCrashBeforeTheCommitIsReplayedToTheSameTransitions() {
        AlarmTransition told;
        try (Bench bench = bench()) {
            bench.at(1).number("temperature", 20);
            disk().broken = true;
            bench.at(2).number("pressure", 10);
            told = bench.told().getFirst();
        }
        try (Bench bench = bench()) {
            bench.at(3).drain(bench.arrival(1, pressure(10, 2), Bench.time(2)));
            assertThat(bench.journal())
                    .singleElement()
                    .satisfies(
                            t -> {
                                assertThat(t.cause()).isEqualTo(told.cause());
                                assertThat(t.seq()).isEqualTo(told.seq());
                                assertThat(t.time()).isEqualTo(told.time());
                            });
        }
    }

    /** Kills the plant at any point of a stream, and replays from the stored position. */
    @Test
    void whereverItCrashesNoTransitionIsMissingOrDoubled() {
        List<Double> stream = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 120; i++) {
            stream.add(random.nextInt(5) == 0 ? 10.0 : random.nextInt(3) == 0 ? 1.0 : 8.0);
        }
        List<String> expected = run(directory.resolve("whole"), stream, new Random(0), false);
        assertThat(expected).hasSizeGreaterThan(20);
        for (int seed = 1; seed <= 6; seed++) {
            Path own = directory.resolve("crash-" + seed);
            assertThat(run(own, stream, new Random(seed), true)).isEqualTo(expected);
        }
    }

    private List<String> run(Path own, List<Double> stream, Random random, boolean crashes) {
        int told = 0;
        while (true) {
            try (Bench bench = new Bench(made(own), this::breakable)) {
                long from = position(bench) + 1;
                // After a restart the hub delivers some of what was read again.
                long replay = crashes ? Math.max(0, from - random.nextInt(4)) : from;
                int until = crashes ? random.nextInt(stream.size()) : stream.size();
                boolean dies = crashes && told++ < 6;
                for (long i = replay; i < stream.size(); i++) {
                    if (dies && i > replay + until / 4) {
                        disk().broken = true;
                    }
                    bench.at(i + 1.0)
                            .drain(
                                    bench.arrival(
                                            i,
                                            pressure(stream.get((int) i), i + 1.0),
                                            Bench.time(i + 1.0)));
                    if (disk().broken) {
                        break;
                    }
                }
                if (!disk().broken) {
                    List<AlarmTransition> journal = bench.journal();
                    assertThat(journal)
                            .extracting(AlarmTransition::seq)
                            .containsExactlyElementsOf(
                                    LongStream.rangeClosed(1, journal.size()).boxed().toList());
                    assertThat(bench.core.published().counters().received())
                            .isEqualTo(stream.size());
                    return journal.stream()
                            .map(t -> t.kind() + " " + t.cause() + " " + t.time())
                            .toList();
                }
            }
        }
    }

    private static long position(Bench bench) {
        Position position = bench.store.load().positions().get("0");
        return position == null ? -1 : position.sequenceNumber();
    }

    private static Path made(Path own) {
        try {
            return Files.createDirectories(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Decoded pressure(double number, double measured) {
        return new Decoded.Samples(
                List.of(
                        Sample.good(
                                new SignalId("reactor-1", "pressure"),
                                new Value.Num(number),
                                Bench.time(measured))));
    }

    private Bench bench() {
        return new Bench(directory, this::breakable);
    }

    private BreakableStore disk() {
        return Objects.requireNonNull(store.get());
    }

    private Store breakable(Store whole) {
        BreakableStore made = new BreakableStore(whole);
        store.set(made);
        return made;
    }
}
