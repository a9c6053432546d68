package io.lineside.installer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program as it lies on a Linux system: the image in /opt, its command in /usr/bin, for the relay
 * the unit and its configuration, for the desktop the menu entry.
 */
final class LinuxTree {

    private LinuxTree() {}

    /** Configuration an upgrade leaves alone. */
    static List<String> configuration(Program program) {
        return switch (program) {
            case RELAY -> List.of("/etc/lineside/relay.yaml", "/etc/lineside/plant.yaml");
            case DESKTOP -> List.of("/etc/lineside/desktop.yaml");
        };
    }

    /** Writes the tree below a directory that is not there yet. */
    static Path write(Image image, Path root, Path project) throws IOException {
        Program program = image.program();
        Path home = root.resolve("opt").resolve(program.command());
        Files.createDirectories(home.getParent());
        copy(image.root(), home);
        Path bin = Files.createDirectories(root.resolve("usr/bin"));
        Files.createSymbolicLink(
                bin.resolve(program.command()),
                Path.of("/opt", program.command(), "bin", program.command()));
        for (String each : configuration(program)) {
            String name = each.substring(each.lastIndexOf('/') + 1);
            write(root.resolve(each.substring(1)), Resources.text("linux/" + name));
        }
        switch (program) {
            case RELAY -> relay(root);
            case DESKTOP -> desktop(root);
        }
        documents(program, root, home, project);
        return root;
    }

    private static void relay(Path root) throws IOException {
        write(
                root.resolve("usr/lib/systemd/system/lineside-relay.service"),
                Resources.text("linux/lineside-relay.service"));
        write(
                root.resolve("usr/lib/sysusers.d/lineside-relay.conf"),
                Resources.text("linux/lineside-relay.sysusers"));
    }

    private static void desktop(Path root) throws IOException {
        write(
                root.resolve("usr/share/applications/lineside-desktop.desktop"),
                Resources.text("linux/lineside-desktop.desktop"));
        Path icons = root.resolve("usr/share/icons/hicolor");
        write(icons.resolve("scalable/apps/lineside-desktop.svg"), Icon.svg());
        for (int pixels : List.of(48, 256)) {
            Path icon = icons.resolve(pixels + "x" + pixels).resolve("apps/lineside-desktop.png");
            Files.createDirectories(icon.getParent());
            Files.write(icon, Icon.png(pixels));
        }
    }

    private static void documents(Program program, Path root, Path home, Path project)
            throws IOException {
        Path documents =
                Files.createDirectories(root.resolve("usr/share/doc").resolve(program.command()));
        String copyright =
                Files.readString(home.resolve("lib/app/licences/THIRD-PARTY.md"))
                        + "\nThe texts: "
                        + Path.of("/opt", program.command(), "lib/app/licences")
                        + " and "
                        + Path.of("/opt", program.command(), "lib/runtime/legal")
                        + ".\n\n"
                        + Files.readString(project.resolve("LICENSE"));
        write(documents.resolve("copyright"), copyright);
        for (String name : List.of("install.md", "operations.md")) {
            Path guide = project.resolve("docs").resolve(name);
            if (Files.exists(guide)) {
                Files.copy(guide, documents.resolve(name));
            }
        }
        Files.createSymbolicLink(
                documents.resolve("sbom.cdx.json"),
                Path.of("/opt", program.command(), "lib/app/sbom.cdx.json"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** Copies with times and modes, on which the AOT cache and the launcher depend. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(
                            file,
                            copy,
                            StandardCopyOption.COPY_ATTRIBUTES,
                            LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    /** The sizes of all files, in KiB, as dpkg wants to know. */
    static long kibibytes(Path root) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(each -> Files.isRegularFile(each)).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes / 1024;
    }
}
