package io.lineside.relay.store.sqlite;

import io.lineside.program.ProgramVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a store's tables to this program's version, one way only: a copy is taken before, and a
 * store of a newer program is left alone.
 */
final class Migration {

    static final String LOCATION = "classpath:io/lineside/relay/store/sqlite/migration";

    private static final Logger LOG = LoggerFactory.getLogger(Migration.class);

    private final Path file;
    private final DataSource source;
    private final Flyway flyway;
    private final StoreCopies copies;

    /**
     * @param file the store's file
     * @param source gives connections to the store
     * @param locations where the migrations are, in Flyway's notation
     */
    Migration(Path file, DataSource source, String... locations) {
        this.file = file;
        this.source = source;
        this.copies = new StoreCopies(file);
        this.flyway =
                Flyway.configure(Migration.class.getClassLoader())
                        .dataSource(source)
                        .locations(locations)
                        // All migrations or none: the copy is the store as it was before the first
                        // of them.
                        .group(true)
                        .load();
    }

    /**
     * Migrates.
     *
     * @throws StoreTooNewException when a newer program has migrated the store already
     * @throws IOException when the copy cannot be taken; nothing is migrated then
     */
    void run() throws IOException {
        Optional<MigrationVersion> stored = stored();
        MigrationVersion known = known();
        if (stored.isPresent() && stored.get().compareTo(known) > 0) {
            throw new StoreTooNewException(tooNew(stored.get(), known));
        }
        if (stored.isPresent() && known.compareTo(stored.get()) > 0) {
            Path copy = copy(known);
            LOG.info("The store is kept as {} before it becomes version {}", copy, known);
        }
        flyway.migrate();
        nameProgram();
    }

    /** The version of the store's tables; empty when there are none. */
    Optional<MigrationVersion> stored() {
        return newest(info -> info.getState().isApplied());
    }

    /** The version of the tables that this program works with. */
    MigrationVersion known() {
        return newest(info -> info.getState().isResolved()).orElse(MigrationVersion.EMPTY);
    }

    /**
     * The version of the program that wrote the store last; empty when the store does not name it.
     */
    Optional<String> program() {
        try {
            return about(source, "program");
        } catch (SQLException _) {
            // A store of another version may have no such table.
            return Optional.empty();
        }
    }

    /** A property that a store states of itself; empty when it has none of this name. */
    static Optional<String> about(DataSource source, String name) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT value FROM about WHERE name = ?")) {
            statement.setString(1, name);
            ResultSet rows = statement.executeQuery();
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }

    private Optional<MigrationVersion> newest(Predicate<MigrationInfo> which) {
        return Arrays.stream(flyway.info().all())
                .filter(info -> info.getVersion() != null && which.test(info))
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder());
    }

    private Path copy(MigrationVersion before) throws IOException {
        try {
            return copies.take(source, before.getMajor().longValue());
        } catch (SQLException | IOException e) {
            throw new IOException(
                    file
                            + ": the store must become version "
                            + before
                            + ", but the copy to be kept of it cannot be written: "
                            + e.getMessage(),
                    e);
        }
    }

    private void nameProgram() throws IOException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "INSERT INTO about (name, value) VALUES ('program', ?) ON CONFLICT"
                                        + " (name) DO UPDATE SET value = excluded.value")) {
            statement.setString(1, ProgramVersion.text());
            int unused = statement.executeUpdate();
        } catch (SQLException e) {
            throw new IOException(file + ": the store cannot be written: " + e.getMessage(), e);
        }
    }

    private String tooNew(MigrationVersion stored, MigrationVersion known) {
        String writer = program().map(version -> "Lineside " + version).orElse("a newer Lineside");
        String told =
                file
                        + ": the store has version "
                        + stored
                        + ", written by "
                        + writer
                        + "; this is Lineside "
                        + ProgramVersion.text()
                        + ", which knows versions up to "
                        + known
                        + ". Install "
                        + writer
                        + " or later again";
        return copies.newerThan(known.getMajor().longValue())
                .map(
                        copy ->
                                told
                                        + "; or go back to the copy taken before that upgrade, without"
                                        + " what came since: move "
                                        + file
                                        + ", -wal and -shm away and rename "
                                        + copy
                                        + " to "
                                        + file.getFileName())
                .orElse(told + ": there is no copy from before that upgrade beside it");
    }
}
