package io.lineside.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Packs a Linux tree with dpkg-deb, rpmbuild and tar, where they are installed. */
final class LinuxPackages {

    private static final List<String> SCRIPTS = List.of("postinst", "prerm", "postrm");

    private final Program program;
    private final Release release;
    private final Path out;
    private final Path work;

    LinuxPackages(Program program, Release release, Path out, Path work) {
        this.program = program;
        this.release = release;
        this.out = out;
        this.work = work;
    }

    /** Makes the .deb and answers it. */
    Path deb(Path tree) throws IOException, InterruptedException {
        Path control = Files.createDirectories(tree.resolve("DEBIAN"));
        Files.setPosixFilePermissions(control, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(
                control.resolve("control"),
                Resources.text("linux/" + program.command() + ".control")
                        .replace("@VERSION@", release.linux())
                        .replace("@ARCHITECTURE@", debArchitecture())
                        .replace("@SIZE@", Long.toString(LinuxTree.kibibytes(tree))));
        Files.writeString(
                control.resolve("conffiles"),
                LinuxTree.configuration(program).stream()
                        .map(each -> each + "\n")
                        .collect(Collectors.joining()));
        if (program == Program.RELAY) {
            for (String script : SCRIPTS) {
                Path file = control.resolve(script);
                Files.write(file, Resources.bytes("linux/lineside-relay." + script));
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        Path deb =
                out.resolve(
                        program.command()
                                + "_"
                                + release.linux()
                                + "_"
                                + debArchitecture()
                                + ".deb");
        Tool.run(
                "dpkg-deb",
                "--root-owner-group",
                "-Zzstd",
                "-z12",
                "--build",
                tree.toString(),
                deb.toString());
        deleteTree(control);
        return deb;
    }

    /** Makes the .rpm and answers it. */
    Path rpm(Path tree) throws IOException, InterruptedException {
        Path top = Files.createDirectories(work.resolve("rpm"));
        String spec =
                Resources.text("linux/" + program.command() + ".spec")
                        .replace("@VERSION@", release.linux())
                        .replace("@TREE@", tree.toString())
                        .replace("@FILES@", String.join("\n", rpmFiles(tree)));
        Path file = Files.writeString(top.resolve(program.command() + ".spec"), spec);
        Tool.run(
                List.of(
                        "rpmbuild",
                        "-bb",
                        "--define",
                        "_topdir " + top,
                        "--define",
                        "_rpmdir " + out,
                        "--define",
                        "_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm",
                        file.toString()),
                Map.of());
        return out.resolve(
                program.command() + "-" + release.linux() + "-1." + rpmArchitecture() + ".rpm");
    }

    /** Makes the archive: the image, and beside it what the packages put into /etc and /usr. */
    Path archive(Image image, Path tree) throws IOException, InterruptedException {
        String name = program.command() + "-" + release.text() + "-linux-" + Os.processor();
        Path parent = Files.createDirectories(work.resolve("archive"));
        Path content = parent.resolve(name);
        LinuxTree.copy(image.root(), content);
        for (String each : List.of("etc", "usr/lib", "usr/share/applications", "usr/share/icons")) {
            if (Files.isDirectory(tree.resolve(each))) {
                Path to = content.resolve("share").resolve(each);
                Files.createDirectories(to.getParent());
                LinuxTree.copy(tree.resolve(each), to);
            }
        }
        Path guide = tree.resolve("usr/share/doc").resolve(program.command()).resolve("install.md");
        if (Files.exists(guide)) {
            Files.copy(guide, content.resolve("install.md"));
        }
        Path archive = out.resolve(name + ".tar.gz");
        Tool.run(
                "tar",
                "--owner=0",
                "--group=0",
                "--numeric-owner",
                "--sort=name",
                "-C",
                parent.toString(),
                "-czf",
                archive.toString(),
                name);
        return archive;
    }

    private List<String> rpmFiles(Path tree) throws IOException {
        List<String> configuration = LinuxTree.configuration(program);
        List<String> files = new ArrayList<>();
        files.add("/opt/" + program.command());
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path file : all.filter(each -> !Files.isDirectory(each)).sorted().toList()) {
                String path = "/" + tree.relativize(file);
                if (!path.startsWith("/opt/")) {
                    files.add((configuration.contains(path) ? "%config(noreplace) " : "") + path);
                }
            }
        }
        return files;
    }

    private static String debArchitecture() {
        return Os.processor().equals("arm64") ? "arm64" : "amd64";
    }

    private static String rpmArchitecture() {
        return Os.processor().equals("arm64") ? "aarch64" : "x86_64";
    }

    static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
