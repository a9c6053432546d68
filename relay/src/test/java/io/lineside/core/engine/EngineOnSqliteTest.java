package io.lineside.core.engine;

import io.lineside.core.store.Store;
import io.lineside.relay.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;

/** The engine's own tests, on the relay's store. */
class EngineOnSqliteTest extends EngineTest {

    @TempDir Path directory = Path.of("");

    @Override
    Supplier<Store> newDisk() {
        Path file = directory.resolve(UUID.randomUUID() + ".db");
        return () -> {
            try {
                return SqliteStore.open(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
