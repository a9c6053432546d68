package io.lineside.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LinuxTreeTest {

    @TempDir Path directory;

    private Image image(Program program) throws IOException {
        Path root = directory.resolve("image").resolve(program.command());
        Image image = new Image(program, Os.LINUX, root);
        Files.createDirectories(image.launcher().getParent());
        Files.createDirectories(image.licences());
        Files.writeString(image.launcher(), "#!/bin/sh\n");
        Files.setPosixFilePermissions(
                image.launcher(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(image.licences().resolve("THIRD-PARTY.md"), "# What it is made of\n");
        Files.writeString(image.app().resolve("a.jar"), "jar");
        Files.setLastModifiedTime(image.app().resolve("a.jar"), Jars.TIME);
        return image;
    }

    private Path project() throws IOException {
        Path project = Files.createDirectories(directory.resolve("project"));
        Files.writeString(project.resolve("LICENSE"), "Apache License\n");
        return project;
    }

    @Test
    void theRelayHasItsUnitItsUserAndItsConfiguration() throws IOException {
        Path tree = LinuxTree.write(image(Program.RELAY), directory.resolve("tree"), project());

        assertThat(tree.resolve("usr/lib/systemd/system/lineside-relay.service")).exists();
        assertThat(tree.resolve("usr/lib/sysusers.d/lineside-relay.conf")).exists();
        assertThat(tree.resolve("etc/lineside/relay.yaml")).exists();
        assertThat(tree.resolve("etc/lineside/plant.yaml")).exists();
        assertThat(Files.readSymbolicLink(tree.resolve("usr/bin/lineside-relay")))
                .hasToString("/opt/lineside-relay/bin/lineside-relay");
    }

    @Test
    void theDesktopHasAMenuEntryAndIcons() throws IOException {
        Path tree = LinuxTree.write(image(Program.DESKTOP), directory.resolve("tree"), project());

        assertThat(
                        Files.readString(
                                tree.resolve("usr/share/applications/lineside-desktop.desktop")))
                .contains("Exec=/usr/bin/lineside-desktop", "Icon=lineside-desktop");
        Path icons = tree.resolve("usr/share/icons/hicolor");
        assertThat(icons.resolve("scalable/apps/lineside-desktop.svg")).exists();
        assertThat(icons.resolve("256x256/apps/lineside-desktop.png")).exists();
        assertThat(tree.resolve("etc/lineside/desktop.yaml")).exists();
    }

    @Test
    void timesAndModesSurviveTheWayIntoADeb() throws Exception {
        assumeTrue(Tool.isThere("dpkg-deb"), "dpkg-deb is not installed");
        Path tree = LinuxTree.write(image(Program.RELAY), directory.resolve("tree"), project());

        Path deb =
                new LinuxPackages(
                                Program.RELAY,
                                new Release("1.2.3-SNAPSHOT"),
                                directory,
                                directory.resolve("work"))
                        .deb(tree);

        assertThat(deb.getFileName().toString()).startsWith("lineside-relay_1.2.3~snapshot_");
        Path unpacked = directory.resolve("unpacked");
        Tool.run("dpkg-deb", "-R", deb.toString(), unpacked.toString());
        Path home = unpacked.resolve("opt/lineside-relay");
        assertThat(Files.getLastModifiedTime(home.resolve("lib/app/a.jar")))
                .isEqualTo(FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(Files.isExecutable(home.resolve("bin/lineside-relay"))).isTrue();
        assertThat(unpacked.resolve("DEBIAN/conffiles"))
                .hasContent("/etc/lineside/relay.yaml\n/etc/lineside/plant.yaml\n");
        assertThat(unpacked.resolve("DEBIAN/control"))
                .content()
                .contains("Version: 1.2.3~snapshot");
        assertThat(tree.resolve("DEBIAN")).doesNotExist();
    }

    @Test
    void maintainerScriptsAreValidShell() throws Exception {
        for (String script : List.of("postinst", "prerm", "postrm")) {
            Path file =
                    Files.write(
                            directory.resolve(script),
                            Resources.bytes("linux/lineside-relay." + script));
            assertThat(Tool.run("sh", "-n", file.toString())).isEmpty();
        }
    }
}
