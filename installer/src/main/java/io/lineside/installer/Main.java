package io.lineside.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes all packages of this operating system; started by {@code mvn -Pinstaller verify}. */
@Command(name = "installer", mixinStandardHelpOptions = true)
final class Main implements Callable<Integer> {

    @Option(names = "--release", required = true, description = "Lineside's version.")
    private String release = "";

    @Option(
            names = "--project",
            required = true,
            description = "Lineside's top directory, built with -Pinstaller.")
    private Path project = Path.of(".");

    @Option(names = "--out", required = true, description = "Where the packages go.")
    private Path out = Path.of("packages");

    @Option(
            names = "--images-only",
            description = "Stop when the images are made, for measuring them.")
    private boolean imagesOnly;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            make();
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            say("the packages cannot be made: " + e.getMessage());
            return 1;
        }
    }

    private void make() throws IOException, InterruptedException {
        Release version = new Release(release);
        Os os = Os.current();
        Path target = out.toAbsolutePath();
        Path work = target.resolveSibling("work");
        LinuxPackages.deleteTree(target);
        LinuxPackages.deleteTree(work);
        Files.createDirectories(target);
        Map<Program, Image> images = new EnumMap<>(Program.class);
        for (Program program : Program.values()) {
            say("image of " + program.title() + " …");
            Path own = work.resolve(program.command());
            images.put(
                    program,
                    new AppImage(program, os, version, project.toAbsolutePath(), own).make());
        }
        say("rehearsal, in which the AOT caches are recorded …");
        new AotCache(work.resolve("rehearsal"))
                .record(image(images, Program.RELAY), image(images, Program.DESKTOP));
        if (imagesOnly) {
            return;
        }
        List<Path> made = new ArrayList<>();
        for (Program program : Program.values()) {
            Image image = image(images, program);
            Path own = work.resolve(program.command());
            made.addAll(
                    os == Os.LINUX
                            ? linux(image, version, target, own)
                            : new BundlePackages(image, version, target).make());
            made.add(
                    Files.copy(
                            image.app().resolve("sbom.cdx.json"),
                            target.resolve(program.command() + "-" + release + ".cdx.json")));
        }
        sums(target, made);
        for (Path each : made) {
            say("%6.1f MB  %s".formatted(Files.size(each) / 1e6, each));
        }
    }

    private static Image image(Map<Program, Image> images, Program program) {
        Image image = images.get(program);
        if (image == null) {
            throw new IllegalStateException(program + " has no image");
        }
        return image;
    }

    private List<Path> linux(Image image, Release version, Path target, Path work)
            throws IOException, InterruptedException {
        Program program = image.program();
        Path tree = LinuxTree.write(image, work.resolve("tree"), project.toAbsolutePath());
        LinuxPackages packages = new LinuxPackages(program, version, target, work);
        List<Path> made = new ArrayList<>();
        if (Tool.isThere("dpkg-deb")) {
            say(program.command() + ".deb …");
            made.add(packages.deb(tree));
        } else {
            say("no .deb: dpkg-deb is not installed");
        }
        if (Tool.isThere("rpmbuild")) {
            say(program.command() + ".rpm …");
            made.add(packages.rpm(tree));
        } else {
            say("no .rpm: rpmbuild is not installed");
        }
        say(program.command() + ".tar.gz …");
        made.add(packages.archive(image, tree));
        return made;
    }

    private static void sums(Path directory, List<Path> files) throws IOException {
        StringBuilder sums = new StringBuilder();
        for (Path file : files) {
            sums.append(sha256(file)).append("  ").append(file.getFileName()).append('\n');
        }
        Files.writeString(directory.resolve("SHA256SUMS"), sums);
    }

    static String sha256(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void say(String line) {
        System.out.println("installer: " + line);
    }
}
