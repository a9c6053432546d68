package io.lineside.relay.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lineside.core.source.Position;
import io.lineside.core.store.Batch;
import io.lineside.program.ProgramVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores of several versions, in real files. */
class MigrationTest {

    private static final String LATER = "classpath:io/lineside/relay/store/sqlite/later/";

    private final Path directory;
    private final Path file;

    MigrationTest(@TempDir Path directory) {
        this.directory = directory;
        this.file = directory.resolve("relay.db");
    }

    @Test
    void aNewStoreAndOneThatNeedsNoMigrationAreNotCopied() throws IOException {
        openVersion(1);
        openVersion(1);
        assertThat(names()).noneMatch(name -> name.contains("before"));
    }

    @Test
    void aStoreIsCopiedWholeBeforeItIsMigrated() throws IOException {
        openVersion(1, 41);
        openVersion(3, 42);
        assertThat(names()).contains("relay.db.before-3").noneMatch(name -> name.contains("part"));
        assertThat(StoreInspection.of(file).version()).isEqualTo("3");
        Path copy = directory.resolve("relay.db.before-3");
        assertThat(StoreInspection.of(copy).version()).isEqualTo("1");
        assertThat(StoreInspection.of(copy).damage()).isEmpty();
        Files.copy(copy, directory.resolve("restored.db"));
        try (SqliteStore store = SqliteStore.open(directory.resolve("restored.db"))) {
            assertThat(store.load().positions().get("0"))
                    .isEqualTo(new Position(0, 41, Instant.EPOCH));
        }
    }

    @Test
    void theNewestThreeCopiesAreKept() throws IOException {
        for (int version = 1; version <= 5; version++) {
            openVersion(version);
        }
        assertThat(names())
                .contains("relay.db.before-3", "relay.db.before-4", "relay.db.before-5")
                .doesNotContain("relay.db.before-2");
    }

    @Test
    void aStoreOfANewerProgramIsLeftAloneAndTheWayBackIsReported() throws Exception {
        openVersion(1, 41);
        openVersion(3, 42);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE about SET value = '9.8.7' WHERE name = 'program'");
        }
        byte[] before = Files.readAllBytes(file);
        StoreTooNewException thrown =
                catchThrowableOfType(StoreTooNewException.class, () -> SqliteStore.open(file));
        assertThat(thrown)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("version 3, written by Lineside 9.8.7")
                .hasMessageContaining("this is Lineside " + ProgramVersion.text())
                .hasMessageContaining("knows versions up to 1")
                .hasMessageContaining("relay.db.before-3");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(StoreInspection.of(file).isTooNew()).isTrue();
        assertThat(StoreInspection.of(file).program()).isEqualTo("9.8.7");
        Files.delete(directory.resolve("relay.db.before-3"));
        assertThatThrownBy(() -> SqliteStore.open(file)).hasMessageContaining("there is no copy");
        // The refused program must not have kept the lock.
        openVersion(3);
    }

    @Test
    void withoutRoomForACopyNothingIsMigrated() throws IOException {
        openVersion(1, 41);
        Files.createDirectories(directory.resolve("relay.db.before-2.part/x"));
        assertThatThrownBy(() -> openVersion(2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("relay.db: the store must become version 2, but the copy");
        assertThat(StoreInspection.of(file).version()).isEqualTo("1");
    }

    @Test
    void aMigrationThatFailsLeavesTheStoreAsItWas() throws IOException, SQLException {
        openVersion(1, 41);
        assertThatThrownBy(() -> SqliteStore.open(file, Migration.LOCATION, LATER + "broken"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("relay.db");
        try (SqliteStore store = SqliteStore.open(file)) {
            assertThat(store.load().positions()).containsKey("0");
        }
        assertThat(names()).contains("relay.db.before-2");
    }

    private void openVersion(int version) throws IOException {
        openVersion(version, version);
    }

    /** Opens the store with a program of that version, which stores a position. */
    private void openVersion(int version, long sequenceNumber) throws IOException {
        List<String> locations = new ArrayList<>(List.of(Migration.LOCATION));
        for (int later = 2; later <= version; later++) {
            locations.add(LATER + "v" + later);
        }
        try (SqliteStore store = SqliteStore.open(file, locations.toArray(String[]::new))) {
            Batch batch = new Batch();
            batch.positions().put("0", new Position(0, sequenceNumber, Instant.EPOCH));
            store.commit(batch);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> String.valueOf(path.getFileName())).toList();
        }
    }
}
