package io.lineside.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarsTest {

    @TempDir Path directory;

    private Path jar(String... names) throws IOException {
        Path jar = directory.resolve("library-1.0.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(("content of " + name).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return jar;
    }

    @Test
    void nativeLibrariesOfThisSystemStandBesideTheJarAndNoneIsInIt() throws IOException {
        Path jar =
                jar(
                        "a/B.class",
                        "org/sqlite/native/Linux/x86_64/libsqlitejdbc.so",
                        "org/sqlite/native/Linux-Musl/x86_64/libsqlitejdbc.so",
                        "org/sqlite/native/Linux/aarch64/libsqlitejdbc.so",
                        "org/sqlite/native/Windows/x86_64/sqlitejdbc.dll",
                        "META-INF/native/libnetty_transport_linux_x86_64.so",
                        "META-INF/native/libnetty_transport_osx_x86_64.jnilib");
        Path to = Files.createDirectories(directory.resolve("app"));

        new Jars(Os.LINUX, "x64").copy(jar, to, to.resolve("native"), to.resolve("licences"));

        try (ZipFile copy = new ZipFile(to.resolve("library-1.0.jar").toFile())) {
            assertThat(Collections.list(copy.entries()))
                    .extracting(ZipEntry::getName)
                    .containsExactly("a/B.class");
        }
        try (var files = Files.list(to.resolve("native"))) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "libsqlitejdbc.so", "libnetty_transport_linux_x86_64.so");
        }
        assertThat(to.resolve("native/libsqlitejdbc.so"))
                .hasContent("content of org/sqlite/native/Linux/x86_64/libsqlitejdbc.so");
    }

    @Test
    void windowsAndMacHaveTheirsByProcessor() {
        Jars windows = new Jars(Os.WINDOWS, "x64");
        assertThat(windows.isOurs("org/sqlite/native/Windows/x86_64/sqlitejdbc.dll")).isTrue();
        assertThat(windows.isOurs("org/sqlite/native/Windows/aarch64/sqlitejdbc.dll")).isFalse();
        Jars mac = new Jars(Os.MACOS, "arm64");
        assertThat(mac.isOurs("org/sqlite/native/Mac/aarch64/libsqlitejdbc.dylib")).isTrue();
        assertThat(mac.isOurs("org/sqlite/native/Mac/x86_64/libsqlitejdbc.dylib")).isFalse();
        assertThat(mac.isOurs("META-INF/native/libnetty_resolver_osx_aarch_64.jnilib")).isTrue();
    }

    @Test
    void aCopyIsStoredAndHasOneTimeWhateverTheOriginalHas() throws IOException {
        Path to = Files.createDirectories(directory.resolve("app"));

        new Jars(Os.LINUX, "x64")
                .copy(jar("a/B.class"), to, to.resolve("native"), to.resolve("licences"));

        Path copy = to.resolve("library-1.0.jar");
        assertThat(Files.getLastModifiedTime(copy)).isEqualTo(Jars.TIME);
        try (ZipFile zip = new ZipFile(copy.toFile())) {
            assertThat(zip.getEntry("a/B.class").getMethod()).isEqualTo(ZipEntry.STORED);
        }
    }

    @Test
    void licenceTextsAreCollectedUnderTheJarsName() throws IOException {
        Path to = Files.createDirectories(directory.resolve("app"));

        new Jars(Os.LINUX, "x64")
                .copy(
                        jar("META-INF/LICENSE.txt", "NOTICE", "a/License.class"),
                        to,
                        to.resolve("native"),
                        to.resolve("licences"));

        assertThat(to.resolve("licences/library-1.0/LICENSE.txt")).exists();
        assertThat(to.resolve("licences/library-1.0/NOTICE")).exists();
        assertThat(to.resolve("licences/library-1.0/License.class")).doesNotExist();
    }
}
