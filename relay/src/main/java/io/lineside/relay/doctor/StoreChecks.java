package io.lineside.relay.doctor;

import io.lineside.relay.store.sqlite.FreeSpace;
import io.lineside.relay.store.sqlite.StoreInspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the store can be written, has free space, is undamaged and of a version that this program
 * knows.
 */
final class StoreChecks {

    private static final long MEGABYTE = 1 << 20;
    static final long LEAST_ROOM = 100 * MEGABYTE;
    static final long GOOD_ROOM = 1024 * MEGABYTE;

    private final Path store;
    private final FreeSpace freeSpace;

    StoreChecks(Path store, FreeSpace freeSpace) {
        this.store = store;
        this.freeSpace = freeSpace;
    }

    List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        Path file = store.toAbsolutePath().normalize();
        Path directory = existing(file.getParent());
        boolean there = Files.exists(file);
        if (!Files.isDirectory(directory)
                || !Files.isWritable(directory)
                || there && !Files.isWritable(file)) {
            findings.add(
                    Finding.wrong(
                            "store",
                            file + " cannot be written by " + System.getProperty("user.name"),
                            "Let the relay's user own "
                                    + file.getParent()
                                    + ", or set store: to a place it may write."));
            return findings;
        }
        findings.add(room(directory));
        if (!there) {
            findings.add(Finding.ok("store", file + " will be made at the first start"));
            return findings;
        }
        try {
            findings.add(inspected(file, StoreInspection.of(file)));
        } catch (IOException e) {
            findings.add(Finding.wrong("store", file + ": " + e.getMessage(), restore(file)));
        }
        return findings;
    }

    private static Finding inspected(Path file, StoreInspection found) {
        if (!found.damage().isEmpty()) {
            return Finding.wrong(
                    "store", file + " is damaged: " + found.damage().getFirst(), restore(file));
        }
        if (found.isTooNew()) {
            return Finding.wrong(
                    "store",
                    file
                            + " has version "
                            + found.version()
                            + ", written by Lineside "
                            + found.program()
                            + "; this program knows versions up to "
                            + found.known(),
                    "Install that version again, or " + restore(file));
        }
        String next =
                found.known().equals(found.version())
                        ? ""
                        : "; it becomes version " + found.known() + ", and a copy is kept";
        return Finding.ok("store", file + " is whole, version " + found.version() + next);
    }

    private static String restore(Path file) {
        return "stop the relay, move "
                + file.getFileName()
                + ", -wal and -shm away, and rename the newest good "
                + file.getFileName()
                + ".before-N to "
                + file.getFileName()
                + "; without a copy the relay begins anew with what the hub still has.";
    }

    private Finding room(Path directory) {
        try {
            long free = freeSpace.bytes(directory);
            String text = free / MEGABYTE + " MB are free for the store in " + directory;
            String remedy = "Make room, or set store: to a larger disk.";
            if (free < LEAST_ROOM) {
                return Finding.wrong("room", text, remedy);
            }
            return free < GOOD_ROOM
                    ? Finding.warning("room", text, remedy)
                    : Finding.ok("room", text);
        } catch (IOException e) {
            return Finding.skipped("room", String.valueOf(e.getMessage()));
        }
    }

    private static Path existing(@Nullable Path directory) {
        Path at = directory;
        while (at != null && !Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
            at = at.getParent();
        }
        return at == null ? Path.of(".") : at;
    }
}
