package io.lineside.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.core.alarm.AlarmStatus;
import io.lineside.core.alarm.Transition;
import io.lineside.core.source.Decoded;
import io.lineside.core.source.Position;
import io.lineside.core.store.BreakableStore;
import io.lineside.core.store.MemoryStore;
import io.lineside.core.store.Store;
import io.lineside.model.AlarmState;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalBeforePublishTest {

    private final AtomicReference<@Nullable BreakableStore> store = new AtomicReference<>();
    private Supplier<Store> disk;

    /** A fresh disk; the same has to hold on every kind of store. */
    Supplier<Store> newDisk() {
        return MemoryStore.disk();
    }

    @BeforeEach
    void prepare() {
        disk = newDisk();
    }

    @Test
    void whatIsPublishedIsInTheJournalByThen() {
        try (Bench bench = bench()) {
            bench.at(1).number("pressure", 10).at(2).number("pressure", 1);
            assertThat(bench.published()).hasSize(2);
            assertThat(bench.journal()).isEqualTo(bench.published());
        }
    }

    @Test
    void aFullDiskLetsAlarmsOutMarkedAndRefusesCommands() {
        try (Bench bench = bench()) {
            bench.at(1).number("pressure", 10);
            AlarmStatus alarm = bench.alarms().getFirst();
            breakableDisk().broken = true;
            assertThat(bench.at(2).acknowledge("c-1", alarm))
                    .isInstanceOf(AcknowledgeOutcome.Refused.class);
            assertThat(bench.alarms().getFirst().state()).isEqualTo(AlarmState.UNACKNOWLEDGED);
            assertThat(bench.engine.snapshot().journalled()).isFalse();

            bench.at(4).number("pressure", 1);
            Transition cleared = bench.published().getLast();
            assertThat(cleared.journalled()).isFalse();
            assertThat(cleared.seq()).isEqualTo(2);
            assertThat(bench.isJournalled(bench.alarms().getFirst())).isFalse();
            assertThat(bench.engine.journal().unsaved()).containsExactly(cleared);
            assertThat(bench.latest("pressure").value()).isEqualTo(new Value.Num(1));
            AcknowledgeOutcome answer = bench.at(6).acknowledge("c-2", alarm);
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            AcknowledgeOutcome.Refused.class,
                            refused -> assertThat(refused.reason()).contains("journal"));

            breakableDisk().broken = false;
            bench.at(8).tick();
            assertThat(bench.engine.snapshot().journalled()).isTrue();
            assertThat(bench.isJournalled(bench.alarms().getFirst())).isTrue();
            assertThat(bench.engine.journal().unsaved()).isEmpty();
            assertThat(bench.journal()).extracting(Transition::seq).containsExactly(1L, 2L);
            assertThat(bench.at(9).acknowledge("c-2", alarm))
                    .isInstanceOf(AcknowledgeOutcome.Accepted.class);
        }
    }

    @Test
    void aCrashBeforeTheCommitIsReplayedToTheSameTransitions() {
        Transition published;
        try (Bench bench = bench()) {
            bench.at(1).number("temperature", 20);
            breakableDisk().broken = true;
            bench.at(2).number("pressure", 10);
            published = bench.published().getFirst();
        }
        try (Bench bench = bench()) {
            bench.at(3).drain(bench.arrival(1, pressure(10, 2), Bench.time(2)));
            assertThat(bench.journal())
                    .singleElement()
                    .satisfies(
                            t -> {
                                assertThat(t.cause()).isEqualTo(published.cause());
                                assertThat(t.seq()).isEqualTo(published.seq());
                                assertThat(t.time()).isEqualTo(published.time());
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
        List<String> expected = run(newDisk(), stream, new Random(0), false);
        assertThat(expected).hasSizeGreaterThan(20);
        for (int seed = 1; seed <= 6; seed++) {
            assertThat(run(newDisk(), stream, new Random(seed), true)).isEqualTo(expected);
        }
    }

    private List<String> run(
            Supplier<Store> own, List<Double> stream, Random random, boolean crashes) {
        int lives = 0;
        while (true) {
            try (Bench bench = new Bench(() -> breakable(own.get()))) {
                long from = position(bench) + 1;
                // After a restart the hub delivers some of what was read again.
                long replay = crashes ? Math.max(0, from - random.nextInt(4)) : from;
                int until = crashes ? random.nextInt(stream.size()) : stream.size();
                boolean dies = crashes && lives++ < 6;
                for (long i = replay; i < stream.size(); i++) {
                    if (dies && i > replay + until / 4) {
                        breakableDisk().broken = true;
                    }
                    bench.at(i + 1.0)
                            .drain(
                                    bench.arrival(
                                            i,
                                            pressure(stream.get((int) i), i + 1.0),
                                            Bench.time(i + 1.0)));
                    if (breakableDisk().broken) {
                        break;
                    }
                }
                if (!breakableDisk().broken) {
                    List<Transition> journal = bench.journal();
                    assertThat(journal)
                            .extracting(Transition::seq)
                            .containsExactlyElementsOf(
                                    LongStream.rangeClosed(1, journal.size()).boxed().toList());
                    assertThat(bench.engine.snapshot().counters().received())
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

    private static Decoded pressure(double number, double measured) {
        return new Decoded.Samples(
                List.of(
                        Sample.good(
                                new SignalId("reactor-1", "pressure"),
                                new Value.Num(number),
                                Bench.time(measured))));
    }

    private Bench bench() {
        return new Bench(() -> breakable(disk.get()));
    }

    private BreakableStore breakableDisk() {
        return Objects.requireNonNull(store.get());
    }

    private Store breakable(Store whole) {
        BreakableStore made = new BreakableStore(whole);
        store.set(made);
        return made;
    }
}
