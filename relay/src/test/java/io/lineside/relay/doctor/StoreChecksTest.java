package io.lineside.relay.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.relay.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreChecksTest {

    private final Path directory;
    private final Path store;
    private long room = StoreChecks.GOOD_ROOM;

    StoreChecksTest(@TempDir Path directory) {
        this.directory = directory;
        this.store = directory.resolve("data").resolve("relay.db");
    }

    private List<Finding> checks() {
        return new StoreChecks(store, _ -> room).run();
    }

    private Finding theStore() {
        return checks().getLast();
    }

    private static void isWrong(Finding finding, String text) {
        assertThat(finding.state()).as(finding.text()).isEqualTo(Finding.State.WRONG);
        assertThat(finding.text()).contains(text);
        assertThat(finding.remedy()).isNotEmpty();
    }

    @Test
    void aStoreThatIsNotThereYetAndAGoodOneAreWell() throws IOException {
        assertThat(theStore().text()).contains("will be made");
        SqliteStore.open(store).close();
        assertThat(theStore().state()).isEqualTo(Finding.State.OK);
        assertThat(theStore().text()).contains("is whole, version 1");
        try (SqliteStore used = SqliteStore.open(store)) {
            assertThat(used).isNotNull();
            assertThat(theStore().state()).isEqualTo(Finding.State.OK);
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenIsWrong() throws IOException {
        Files.writeString(directory.resolve("data"), "a file, where a directory is wanted");
        isWrong(theStore(), "cannot be written");
    }

    @Test
    void aDiskWithoutRoomIsWrongAndOneWithLittleIsWarnedOf() {
        room = StoreChecks.LEAST_ROOM - 1;
        isWrong(checks().getFirst(), "99 MB are free");
        room = StoreChecks.LEAST_ROOM;
        assertThat(checks().getFirst().state()).isEqualTo(Finding.State.WARNING);
    }

    @Test
    void aDamagedStoreIsWrong() throws Exception {
        SqliteStore.open(store).close();
        long size = Files.size(store);
        try (RandomAccessFile file = new RandomAccessFile(store.toFile(), "rw")) {
            // Damages all pages but the first, by which SQLite recognises a database.
            for (long at = 4_096; at < size; at += 512) {
                file.seek(at);
                file.write(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff});
            }
        }
        isWrong(theStore(), store.toString());
    }

    @Test
    void aFileThatIsNoStoreIsWrong() throws IOException {
        Files.createDirectories(store.getParent());
        Files.writeString(store, "certainly not a database".repeat(100));
        isWrong(theStore(), "cannot be read as a store");
    }

    @Test
    void aStoreOfANewerProgramIsWrong() throws Exception {
        SqliteStore.open(store).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE flyway_schema_history SET version = '7' WHERE version = '1'");
        }
        isWrong(theStore(), "has version 7");
    }
}
