package io.lineside.installer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A program's own Java runtime. JavaFX's jars are made jmods first: so jlink puts its native
 * libraries where the runtime's own are, and nothing is unpacked into a home at the first start.
 */
final class RuntimeImage {

    private final Os os;
    private final Path work;

    RuntimeImage(Os os, Path work) {
        this.os = os;
        this.work = work;
    }

    /**
     * Links a runtime.
     *
     * @param jars the program's jars, JavaFX's among them
     * @return where it stands
     */
    Path link(Program program, List<Path> jars) throws IOException, InterruptedException {
        Path jmods = Files.createDirectories(work.resolve("jmods"));
        for (Path jar : jars) {
            if (isJavaFx(jar)) {
                jmod(jar, jmods);
            }
        }
        Path runtime = work.resolve("runtime");
        List<String> command = new ArrayList<>();
        command.addAll(List.of(Tool.ofJdk("jlink"), "--output", runtime.toString()));
        command.addAll(List.of("--add-modules", String.join(",", program.jdkModules())));
        command.addAll(List.of("--module-path", jmods.toString()));
        command.addAll(List.of("--no-header-files", "--no-man-pages", "--compress=zip-0"));
        Tool.run(command, Map.of());
        return runtime;
    }

    /** Whether the jar is JavaFX for one system; the jars without a system's name are empty. */
    static boolean isJavaFx(Path jar) {
        return jar.getFileName().toString().startsWith("javafx-");
    }

    private void jmod(Path jar, Path jmods) throws IOException, InterruptedException {
        String name = moduleName(jar);
        Path parts = work.resolve("javafx").resolve(name);
        Path classes = parts.resolve("classes");
        // On Windows JavaFX looks in bin/javafx of the runtime, elsewhere in lib.
        Path natives = parts.resolve("natives").resolve(os == Os.WINDOWS ? "javafx" : "");
        Files.createDirectories(natives);
        boolean any = false;
        try (ZipFile from = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(from.entries())) {
                if (entry.isDirectory() || entry.getName().startsWith("META-INF/")) {
                    continue;
                }
                any = true;
                Path to =
                        Jars.isNative(entry.getName())
                                ? natives.resolve(entry.getName())
                                : classes.resolve(entry.getName());
                Files.createDirectories(to.getParent());
                try (InputStream in = from.getInputStream(entry)) {
                    Files.copy(in, to);
                }
            }
        }
        if (any) {
            Tool.run(
                    Tool.ofJdk("jmod"),
                    "create",
                    "--class-path",
                    classes.toString(),
                    "--libs",
                    parts.resolve("natives").toString(),
                    jmods.resolve(name + ".jmod").toString());
        }
    }

    // javafx-graphics-26.0.2-linux.jar is the module javafx.graphics.
    private static String moduleName(Path jar) {
        String[] words = jar.getFileName().toString().split("-");
        return words[0] + "." + words[1];
    }
}
