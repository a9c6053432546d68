package io.lineside.relay.store.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The result of inspecting a store, which does not change it; a relay may have the store open
 * meanwhile.
 *
 * @param version the version of the store's tables; null when the store has none yet
 * @param known the version this program works with
 * @param program the version of the program that wrote the store last; null when the store does not
 *     name it
 * @param damage what SQLite's quick check found; empty when it found nothing
 */
public record StoreInspection(
        @Nullable String version, String known, @Nullable String program, List<String> damage) {

    /** Whether a newer program has written the store, so that this program will not open it. */
    public boolean isTooNew() {
        return version != null
                && MigrationVersion.fromVersion(version)
                                .compareTo(MigrationVersion.fromVersion(known))
                        > 0;
    }

    /**
     * Inspects an existing store; takes as long as reading the whole file.
     *
     * @throws IOException when the file is no store or cannot be read
     */
    public static StoreInspection of(Path file) throws IOException {
        SQLiteDataSource source = readOnly(file);
        try {
            List<String> damage = quickCheck(source);
            Migration migration = new Migration(file, source, Migration.LOCATION);
            Optional<MigrationVersion> stored = migration.stored();
            return new StoreInspection(
                    stored.map(MigrationVersion::getVersion).orElse(null),
                    migration.known().getVersion(),
                    migration.program().orElse(null),
                    damage);
        } catch (SQLException | FlywayException e) {
            throw new IOException("it cannot be read as a store: " + e.getMessage(), e);
        }
    }

    /**
     * The journal's id, by which a running relay can be recognised as the one that has this store;
     * empty when the store has no journal yet.
     *
     * @throws IOException when the file is no store or cannot be read
     */
    public static Optional<String> journal(Path file) throws IOException {
        try {
            return Migration.about(readOnly(file), "journal");
        } catch (SQLException e) {
            throw new IOException("it cannot be read as a store: " + e.getMessage(), e);
        }
    }

    private static SQLiteDataSource readOnly(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(2_000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    private static List<String> quickCheck(SQLiteDataSource source) throws SQLException {
        List<String> damage = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA quick_check(10)")) {
            while (rows.next()) {
                String line = rows.getString(1);
                if (!"ok".equals(line)) {
                    damage.add(line);
                }
            }
        }
        return List.copyOf(damage);
    }
}
