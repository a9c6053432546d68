package io.lineside.relay.store.sqlite;

import io.lineside.core.alarm.Transition;
import io.lineside.core.store.Batch;
import io.lineside.core.store.Store;
import io.lineside.core.store.StoreException;
import io.lineside.core.store.Stored;
import io.lineside.model.AssetPath;
import io.lineside.program.RootCause;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The store in one SQLite file: write-ahead log, and each commit on the disk before it returns. One
 * connection writes; every read has its own, so readers never hold up the engine thread.
 */
public final class SqliteStore implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);

    private final FileChannel lockFile;
    private final Jdbi jdbi;
    private final Handle writer;
    private long lastTransition;

    private SqliteStore(FileChannel lockFile, Jdbi jdbi) {
        this.lockFile = lockFile;
        this.jdbi = jdbi;
        this.writer = jdbi.open();
        this.lastTransition =
                writer.createQuery("SELECT COALESCE(MAX(id), 0) FROM alarm_transition")
                        .mapTo(Long.class)
                        .one();
    }

    /**
     * Opens the file, or makes it, and brings its tables up to date; a store whose tables have to
     * change is copied before.
     *
     * @throws StoreTooNewException when a newer version of the program has written it
     * @throws IOException when the file cannot be opened, is not a store, or another relay has it
     *     open
     */
    public static SqliteStore open(Path file) throws IOException {
        return open(file, Migration.LOCATION);
    }

    static SqliteStore open(Path file, String... migrations) throws IOException {
        Path absolute = file.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        FileChannel lock = lock(absolute);
        try {
            Jdbi jdbi = Jdbi.create(source(absolute));
            new Migration(absolute, source(absolute), migrations).run();
            SqliteStore store = new SqliteStore(lock, jdbi);
            store.nameJournal();
            return store;
        } catch (IOException e) {
            lock.close();
            throw e;
        } catch (JdbiException | FlywayException e) {
            lock.close();
            // The whole text: Flyway names the migration that does not fit in its second line.
            String reason = String.valueOf(RootCause.of(e).getMessage()).strip();
            throw new IOException(file + ": the store cannot be opened: " + reason, e);
        }
    }

    @Override
    public Stored load() {
        try (Handle handle = jdbi.open()) {
            return Rows.load(handle);
        } catch (RuntimeException e) {
            // Not of JDBI alone: a row may hold what no record can be made of.
            throw new StoreException("the store cannot be read: " + RootCause.line(e), e);
        }
    }

    @Override
    public void commit(Batch batch) {
        try {
            writer.useTransaction(handle -> Rows.save(handle, batch, lastTransition));
            lastTransition += batch.transitions().size();
        } catch (JdbiException e) {
            throw new StoreException("the store cannot be written: " + RootCause.line(e), e);
        }
    }

    @Override
    public List<Transition> transitions(@Nullable AssetPath area, long after, int limit) {
        try (Handle handle = jdbi.open()) {
            return Rows.transitions(handle, area, after, limit);
        } catch (RuntimeException e) {
            throw new StoreException("the journal cannot be read: " + RootCause.line(e), e);
        }
    }

    @Override
    public boolean hasCause(String cause) {
        try (Handle handle = jdbi.open()) {
            return handle.createQuery("SELECT COUNT(*) FROM alarm_transition WHERE cause = :cause")
                            .bind("cause", cause)
                            .mapTo(Long.class)
                            .one()
                    > 0;
        } catch (JdbiException e) {
            throw new StoreException("the journal cannot be read: " + RootCause.line(e), e);
        }
    }

    @Override
    public void close() {
        writer.close();
        try {
            lockFile.close();
        } catch (IOException e) {
            LOG.warn("The store's lock file could not be closed: {}", e.getMessage());
        }
    }

    private void nameJournal() {
        String id = "j-" + UUID.randomUUID().toString().substring(0, 8);
        writer.createUpdate(
                        "INSERT INTO about (name, value) VALUES ('journal', :id)"
                                + " ON CONFLICT (name) DO NOTHING")
                .bind("id", id)
                .execute();
    }

    private static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(1_000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /** Locks the store: two relays on one store would each overwrite what the other stored. */
    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file.resolveSibling(file.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // Another relay in this process has the lock: reported below.
        }
        channel.close();
        throw new IOException(file + ": another relay uses this store");
    }
}
