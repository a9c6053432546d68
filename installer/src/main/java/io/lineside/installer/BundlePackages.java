package io.lineside.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Packs an image for Windows (msi, by WiX) and macOS (dmg for the desktop, pkg for the relay, whose
 * service a dmg cannot install), with jpackage's own layout.
 */
final class BundlePackages {

    private final Image image;
    private final Release release;
    private final Path out;

    BundlePackages(Image image, Release release, Path out) {
        this.image = image;
        this.release = release;
        this.out = out;
    }

    List<Path> make() throws IOException, InterruptedException {
        Program program = image.program();
        Path made = Files.createDirectories(out.resolve("jpackage-" + program.command()));
        Tool.run(command(program, made), Map.of());
        List<Path> packages = new ArrayList<>();
        try (Stream<Path> files = Files.list(made)) {
            for (Path file : files.toList()) {
                packages.add(Files.move(file, out.resolve(file.getFileName())));
            }
        }
        Files.delete(made);
        return packages;
    }

    private List<String> command(Program program, Path to) {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(Tool.ofJdk("jpackage"), "--type", type(program)));
        command.addAll(List.of("--app-image", image.root().toString()));
        command.addAll(List.of("--name", program.command()));
        command.addAll(List.of("--app-version", release.bundle(image.os())));
        command.addAll(List.of("--vendor", "Lineside"));
        command.addAll(List.of("--description", program.title() + ": " + program.summary()));
        command.addAll(List.of("--dest", to.toString()));
        if (image.os() == Os.WINDOWS) {
            // A fixed code for each program, by which Windows knows an upgrade.
            command.addAll(List.of("--win-upgrade-uuid", upgradeCode(program)));
            if (program == Program.DESKTOP) {
                command.addAll(List.of("--win-menu", "--win-menu-group", "Lineside"));
            }
        }
        return command;
    }

    private String type(Program program) {
        if (image.os() == Os.WINDOWS) {
            return "msi";
        }
        return program == Program.DESKTOP ? "dmg" : "pkg";
    }

    private static String upgradeCode(Program program) {
        return switch (program) {
            case RELAY -> "6d6f0c2e-6d0b-4a55-9a5e-3f0d3f7f1c01";
            case DESKTOP -> "6d6f0c2e-6d0b-4a55-9a5e-3f0d3f7f1c02";
        };
    }
}
