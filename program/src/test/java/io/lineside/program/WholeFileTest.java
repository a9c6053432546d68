package io.lineside.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir private Path directory;

    @Test
    void replacesAFileAndLeavesNothingBesideIt() throws IOException {
        Path file = directory.resolve("report.json");
        WholeFile.write(file, "before");
        WholeFile.write(file, "after");
        assertThat(file).hasContent("after");
        try (Stream<Path> all = Files.list(directory)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void aSecretIsItsOwnersAlone() throws IOException {
        assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path file = directory.resolve("keys").resolve("service.key");
        WholeFile.writeSecret(file, "secret");
        assertThat(file).hasContent("secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> all = Files.list(directory.resolve("keys"))) {
            assertThat(all).containsExactly(file);
        }
    }
}
