package io.lineside.installer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies jars into an image: stored, not deflated (the package compresses better and nothing is
 * inflated at start), without other systems' native libraries, with this system's ones beside them
 * so that nothing is unpacked at run time, and with one fixed time, since an AOT cache knows its
 * jars by size and time.
 */
final class Jars {

    /** The time of every file of an image. */
    static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private static final List<String> NATIVE_SUFFIXES =
            List.of(".so", ".dll", ".dylib", ".jnilib", ".a");

    private final Os os;
    private final String processor;

    Jars(Os os, String processor) {
        this.os = os;
        this.processor = processor;
    }

    /** The jars of a directory, by name, in the order of the class path. */
    static List<Path> in(Path directory, Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .filter(file -> wanted.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Copies one jar.
     *
     * @param natives where this system's native libraries go
     * @param licences where licence texts found in it go, in a directory of the jar's name
     */
    void copy(Path jar, Path to, Path natives, Path licences) throws IOException {
        Path copy = to.resolve(jar.getFileName().toString());
        try (ZipFile from = new ZipFile(jar.toFile());
                OutputStream raw = new BufferedOutputStream(Files.newOutputStream(copy));
                ZipOutputStream zip = new ZipOutputStream(raw)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (ZipEntry entry : Collections.list(from.entries())) {
                if (isSignature(entry.getName())) {
                    continue;
                }
                // Directories too: Flyway finds its scripts by them.
                byte[] bytes = read(from, entry);
                if (entry.getName().endsWith(".class")) {
                    bytes = Modern.of(bytes);
                }
                if (isNative(entry.getName())) {
                    if (isOurs(entry.getName())) {
                        write(natives.resolve(lastName(entry.getName())), bytes);
                    }
                    continue;
                }
                if (isLicence(entry.getName())) {
                    String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
                    write(licences.resolve(name).resolve(lastName(entry.getName())), bytes);
                }
                zip.putNextEntry(stored(entry.getName(), bytes));
                zip.write(bytes);
                zip.closeEntry();
            }
        }
        Files.setLastModifiedTime(copy, TIME);
    }

    private static byte[] read(ZipFile from, ZipEntry entry) throws IOException {
        try (InputStream in = from.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static ZipEntry stored(String name, byte[] bytes) {
        ZipEntry entry = new ZipEntry(name);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        entry.setCrc(sum.getValue());
        entry.setLastModifiedTime(TIME);
        return entry;
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, TIME);
    }

    /** A signed jar's classes are not taken into an AOT cache; a package is signed as a whole. */
    private static boolean isSignature(String name) {
        return name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
    }

    static boolean isNative(String name) {
        return NATIVE_SUFFIXES.stream().anyMatch(name::endsWith);
    }

    /**
     * Whether a native library of a jar is for this system. Libraries name the system in their path
     * (sqlite-jdbc: org/sqlite/native/Linux/x86_64/…) or in their name (netty:
     * META-INF/native/libnetty_…_linux_x86_64.so; jna: com/sun/jna/linux-x86-64/…).
     */
    boolean isOurs(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(os.nativeSuffix()) && !lower.endsWith(".jnilib")) {
            return false;
        }
        String words = lower.replace('-', '_');
        boolean system =
                switch (os) {
                    case LINUX -> words.contains("linux") && !words.contains("musl");
                    case WINDOWS -> words.contains("windows") || words.contains("win32");
                    case MACOS ->
                            words.contains("/mac/")
                                    || words.contains("osx")
                                    || words.contains("macos")
                                    || words.contains("darwin");
                };
        boolean fits =
                processor.equals("arm64")
                        ? words.contains("aarch64") || words.contains("aarch_64")
                        : words.contains("x86_64");
        return system && fits;
    }

    private static boolean isLicence(String name) {
        String last = lastName(name).toUpperCase(Locale.ROOT);
        return name.chars().filter(c -> c == '/').count() <= 2
                && !last.endsWith(".CLASS")
                && (last.startsWith("LICENSE")
                        || last.startsWith("LICENCE")
                        || last.startsWith("NOTICE")
                        || last.startsWith("COPYING"));
    }

    private static String lastName(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
