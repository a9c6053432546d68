package io.lineside.relay.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The copies of a store that are kept beside it: {@code relay.db.before-N} is the store as it was
 * before its upgrade to version N.
 */
final class StoreCopies {

    static final int KEPT = 3;

    /** The free space to leave beside a copy and an upgrade, in bytes. */
    static final long SPARE = 16 << 20;

    private static final Pattern NUMBER = Pattern.compile("\\.before-(\\d{1,9})");

    private final Path file;
    private final FreeSpace freeSpace;

    /** {@code file} is the store. */
    StoreCopies(Path file) {
        this(file, FreeSpace.ON_DISK);
    }

    StoreCopies(Path file, FreeSpace freeSpace) {
        this.file = file;
        this.freeSpace = freeSpace;
    }

    /**
     * Copies the store and deletes the oldest copies. The copy is whole and on the disk when this
     * returns.
     *
     * @param before the version that the store is to be upgraded to
     * @throws IOException also when there is no room for the copy and for the upgrade after it
     */
    Path take(DataSource source, long before) throws SQLException, IOException {
        Path copy = named(".before-" + before);
        Path unfinished = named(".before-" + before + ".part");
        Files.deleteIfExists(unfinished);
        lookForRoom();
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, unfinished.toString());
            boolean unused = statement.execute();
        } catch (SQLException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(
                unfinished,
                copy,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        NavigableMap<Long, Path> all = all();
        while (all.size() > KEPT) {
            Files.deleteIfExists(all.pollFirstEntry().getValue());
        }
        return copy;
    }

    /** An upgrade may write the whole store anew before it frees the space of the old one. */
    private void lookForRoom() throws IOException {
        Path directory = Objects.requireNonNull(named("").getParent(), "a file is in a directory");
        long needed = 2 * (Files.size(file) + size(named("-wal"))) + SPARE;
        long free = freeSpace.bytes(directory);
        if (free < needed) {
            throw new IOException(
                    "it and the upgrade need "
                            + megabytes(needed)
                            + " MB in "
                            + directory
                            + ", where "
                            + megabytes(free)
                            + " MB are free");
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static long megabytes(long bytes) {
        return (bytes + 999_999) / 1_000_000;
    }

    /** The copy that was taken before the upgrade to the first version newer than this one. */
    Optional<Path> newerThan(long version) {
        try {
            return Optional.ofNullable(all().higherEntry(version)).map(entry -> entry.getValue());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private NavigableMap<Long, Path> all() throws IOException {
        NavigableMap<Long, Path> found = new TreeMap<>();
        String own = String.valueOf(file.getFileName());
        try (Stream<Path> files = Files.list(named("").getParent())) {
            files.forEach(
                    each -> {
                        String name = String.valueOf(each.getFileName());
                        Matcher number =
                                NUMBER.matcher(
                                        name.startsWith(own) ? name.substring(own.length()) : "");
                        if (number.matches()) {
                            found.put(Long.parseLong(number.group(1)), each);
                        }
                    });
        }
        return found;
    }

    private Path named(String suffix) {
        return file.toAbsolutePath().resolveSibling(file.getFileName() + suffix);
    }
}
