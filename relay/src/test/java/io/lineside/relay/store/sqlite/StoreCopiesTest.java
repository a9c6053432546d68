package io.lineside.relay.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class StoreCopiesTest {

    @TempDir Path directory;

    @Test
    void aCopyIsNotBegunWhereThereIsNoRoomForItAndForTheUpgrade() throws Exception {
        Path file = directory.resolve("relay.db");
        SqliteStore.open(file).close();
        long size = Files.size(file);
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        StoreCopies tight = new StoreCopies(file, _ -> 2 * size);

        assertThatThrownBy(() -> tight.take(source, 9))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageMatching(".* [0-9]+ MB .* [0-9]+ MB .*");

        assertThat(names()).noneMatch(name -> name.contains("before"));
        assertThat(new StoreCopies(file, _ -> 2 * size + StoreCopies.SPARE).take(source, 9))
                .exists();
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
