package io.lineside.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {

    @TempDir Path directory;

    /** An image whose Java writes down how it was started, one argument a line. */
    private Path install(String home) throws IOException {
        Path root = directory.resolve(home);
        Files.createDirectories(root.resolve("lib/app"));
        Path java = root.resolve("lib/runtime/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Path launcher = root.resolve("bin/lineside-relay");
        Files.createDirectories(launcher.getParent());
        Files.writeString(
                launcher,
                Launch.script(
                        Program.RELAY, List.of(Path.of("a-1.0.jar"), Path.of("relay-1.0.jar"))));
        for (Path each : List.of(java, launcher)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return launcher;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theScriptFindsItsImageThroughALinkAndPassesArgumentsWhole() throws Exception {
        Path launcher = install("a place/lineside-relay");
        Path link = directory.resolve("lineside-relay");
        Files.createSymbolicLink(link, launcher);

        List<String> started =
                Tool.run(link.toString(), "--config", "my relay.yaml").lines().toList();

        String app = launcher.resolve("../../lib/app").normalize().toRealPath().toString();
        assertThat(started).contains("-XX:AOTCache=" + app + "/program.aot");
        assertThat(started).contains("-Djava.library.path=" + app + "/native");
        assertThat(started)
                .endsWith(
                        "-cp",
                        app + "/a-1.0.jar:" + app + "/relay-1.0.jar",
                        Program.RELAY.mainClass(),
                        "--config",
                        "my relay.yaml");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRehearsalDiffersInTheCacheAlone() throws Exception {
        Path launcher = install("image");

        List<String> usual = Tool.run(launcher.toString()).lines().toList();
        List<String> rehearsed =
                Tool.run(
                                List.of(launcher.toString()),
                                java.util.Map.of(Launch.RECORD_TO, "/x/y.aot"))
                        .lines()
                        .toList();

        assertThat(rehearsed.getFirst()).isEqualTo("-XX:AOTCacheOutput=/x/y.aot");
        assertThat(rehearsed.subList(1, rehearsed.size()))
                .isEqualTo(usual.subList(1, usual.size()));
    }
}
