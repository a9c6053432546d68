package io.lineside.relay.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lineside.core.alarm.AlarmFacts;
import io.lineside.core.alarm.AlarmRecord;
import io.lineside.core.alarm.AlarmStatus;
import io.lineside.core.alarm.Pending;
import io.lineside.core.alarm.Transition;
import io.lineside.core.source.Position;
import io.lineside.core.store.Batch;
import io.lineside.core.store.StoreException;
import io.lineside.core.store.Stored;
import io.lineside.model.AlarmEvent;
import io.lineside.model.AlarmState;
import io.lineside.model.AlarmType;
import io.lineside.model.AssetPath;
import io.lineside.model.Quality;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {

    private static final AssetPath AREA = new AssetPath("a/b");
    private static final Instant TIME = Instant.parse("2026-05-01T10:00:00.123Z");

    private final Path file;

    SqliteStoreTest(@TempDir Path directory) {
        this.file = directory.resolve("data").resolve("relay.db");
    }

    @Test
    void keepsEverythingOverAReopening() throws IOException {
        Batch batch = new Batch();
        batch.positions().put("3", new Position(1, 42, TIME));
        batch.totals().put("received", 7L);
        AlarmRecord state =
                new AlarmRecord(
                        new AlarmFacts(true, false, true),
                        "0:1:0",
                        3,
                        81.5,
                        10,
                        null,
                        12L,
                        "anna",
                        "a 'comment'; --",
                        new Pending(AlarmEvent.CLEARED, "3", 20, 21, 79));
        batch.alarms().put("d/t/H", state);
        List<Sample> samples =
                List.of(
                        Sample.good(id("a"), new Value.Num(-1e-300), TIME),
                        Sample.good(id("b"), new Value.Bool(true), TIME),
                        Sample.good(id("c"), new Value.Text("x ☃\n'"), TIME),
                        Sample.good(id("d"), new Value.Geo(52.5, -13.25), TIME),
                        new Sample(id("e"), null, Quality.BAD, "no-value", TIME));
        samples.forEach(sample -> batch.latest().put(sample.signal(), sample));
        batch.transitions().add(transition("0:1:0", 1));
        String journal;
        try (SqliteStore store = SqliteStore.open(file)) {
            store.commit(batch);
            journal = store.load().journalId();
        }
        try (SqliteStore store = SqliteStore.open(file)) {
            Stored stored = store.load();
            assertThat(stored.journalId()).isEqualTo(journal).startsWith("j-");
            assertThat(stored.positions()).isEqualTo(batch.positions());
            assertThat(stored.totals()).isEqualTo(batch.totals());
            assertThat(stored.alarms()).isEqualTo(batch.alarms());
            assertThat(stored.latest()).isEqualTo(samples);
            assertThat(stored.alarmHeads()).containsOnlyKeys(AREA).containsValue(1L);
            assertThat(store.transitions(null, 0, 10))
                    .singleElement()
                    .satisfies(t -> assertThat(t.journal()).isEqualTo(journal))
                    .usingRecursiveComparison()
                    .ignoringFields("journal")
                    .isEqualTo(transition("0:1:0", 1));
            assertThat(store.hasCause("0:1:0")).isTrue();
            assertThat(store.hasCause("0:1:1")).isFalse();
        }
    }

    @Test
    void aTransitionThatIsThereAlreadyIsNotStoredTwice() throws IOException {
        try (SqliteStore store = SqliteStore.open(file)) {
            Batch batch = new Batch();
            batch.transitions().add(transition("0:1:0", 1));
            store.commit(batch);
            Batch again = new Batch();
            again.transitions().add(transition("0:1:0", 2));
            again.transitions().add(transition("0:2:0", 2));
            store.commit(again);
            assertThat(store.transitions(AREA, 0, 10))
                    .extracting(Transition::cause)
                    .containsExactly("0:1:0", "0:2:0");
            assertThat(store.transitions(AREA, 1, 10)).hasSize(1);
            assertThat(store.transitions(null, 1, 10)).hasSize(1);
            assertThat(store.transitions(null, 0, 1)).hasSize(1);
            assertThat(store.transitions(new AssetPath("x/y"), 0, 10)).isEmpty();
        }
    }

    @Test
    void aBatchThatFailsLeavesNothing() throws IOException {
        try (SqliteStore store = SqliteStore.open(file)) {
            Batch batch = new Batch();
            batch.positions().put("0", new Position(0, 1, TIME));
            batch.transitions().add(transition("0:1:0", 1));
            batch.transitions().add(transition("0:2:0", 1));
            assertThatThrownBy(() -> store.commit(batch)).isInstanceOf(StoreException.class);
            assertThat(store.load().positions()).isEmpty();
            assertThat(store.transitions(null, 0, 10)).isEmpty();
            batch.transitions().removeLast();
            store.commit(batch);
            assertThat(store.load().positions()).hasSize(1);
        }
    }

    @Test
    void oneRelayAtATime() throws IOException {
        try (SqliteStore store = SqliteStore.open(file)) {
            assertThat(store.load().positions()).isEmpty();
            assertThatThrownBy(() -> SqliteStore.open(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another relay uses this store");
        }
        SqliteStore.open(file).close();
    }

    @Test
    void aFileThatIsNoStoreIsReportedByName() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "certainly not a database, but long enough to look at".repeat(40));
        assertThatThrownBy(() -> SqliteStore.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("relay.db: the store cannot be opened");
    }

    private static SignalId id(String name) {
        return new SignalId("d", name);
    }

    private static Transition transition(String cause, long seq) {
        AlarmStatus status =
                new AlarmStatus(
                        "d/t/H",
                        "0:1:0",
                        seq,
                        new SignalId("d", "t"),
                        new AssetPath("a/b/c"),
                        AlarmType.HIGH,
                        2,
                        "Too hot",
                        AlarmState.UNACKNOWLEDGED,
                        false,
                        81.25,
                        80,
                        1_000,
                        null,
                        null,
                        null,
                        null);
        return new Transition(
                AREA, "j-x", seq - 1, seq, AlarmEvent.RAISED, 1_000, cause, status, true);
    }
}
