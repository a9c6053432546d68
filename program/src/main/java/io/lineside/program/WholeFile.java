package io.lineside.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;

/** Writes small files whole or not at all; secret ones so that only their owner can read them. */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Writes a file so that a reader sees the whole of it, or what was there before.
     *
     * @throws IOException when the file cannot be written; what was there before stays
     */
    public static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        Files.writeString(fresh, text, StandardCharsets.UTF_8);
        replace(fresh, file);
    }

    /**
     * As {@link #write}; the file is readable by its owner alone from its first byte on. Missing
     * directories are made.
     *
     * @throws IOException when the file cannot be written; what was there before stays
     */
    public static void writeSecret(Path file, String text) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(file + " is not a file in a directory");
        }
        Files.createDirectories(directory);
        Path fresh = createEmpty(directory, "." + file.getFileName());
        try {
            Files.writeString(fresh, text, StandardCharsets.UTF_8);
            replace(fresh, file);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void replace(Path fresh, Path file) throws IOException {
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path createEmpty(Path directory, String prefix) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Files.createTempFile(
                    directory,
                    prefix,
                    ".new",
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        Path file = Files.createTempFile(directory, prefix, ".new");
        AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (view != null) {
            view.setAcl(
                    List.of(
                            AclEntry.newBuilder()
                                    .setType(AclEntryType.ALLOW)
                                    .setPrincipal(view.getOwner())
                                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                                    .build()));
        }
        return file;
    }
}
