package io.lineside.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes an image with jpackage and rehearses it. On Linux jpackage's launcher is replaced by a
 * shell script: jpackage's asks dpkg and rpm at every start which package it belongs to, and starts
 * itself anew for a library path nobody here needs.
 */
final class AppImage {

    private final Program program;
    private final Os os;
    private final Release release;
    private final Path project;
    private final Path work;

    /**
     * @param project Lineside's top directory, where the modules' jars have been collected
     * @param work for what is made on the way
     */
    AppImage(Program program, Os os, Release release, Path project, Path work) {
        this.program = program;
        this.os = os;
        this.release = release;
        this.project = project;
        this.work = work;
    }

    /** Makes the image, without its AOT cache. */
    Image make() throws IOException, InterruptedException {
        List<Path> jars = Jars.in(collected(), name -> true);
        Path runtime = new RuntimeImage(os, work).link(program, jars);
        Path input = Files.createDirectories(work.resolve("input"));
        Jars copier = new Jars(os, Os.processor());
        Path natives = Files.createDirectories(input.resolve("native"));
        for (Path jar : jars) {
            if (!RuntimeImage.isJavaFx(jar)) {
                copier.copy(jar, input, natives, input.resolve("licences"));
            }
        }
        addTexts(input);
        Path images = Files.createDirectories(work.resolve("image"));
        Tool.run(jpackage(input, runtime, images), Map.of());
        Image image =
                new Image(
                        program,
                        os,
                        images.resolve(program.command() + (os == Os.MACOS ? ".app" : "")));
        if (os == Os.LINUX) {
            replaceLauncher(image);
        }
        setTimes(image.root());
        return image;
    }

    /** Where the module's own build has collected what it needs at run time. */
    private Path collected() {
        return project.resolve(program.module()).resolve("target/installer/lib");
    }

    private void addTexts(Path input) throws IOException {
        Path licences = Files.createDirectories(input.resolve("licences"));
        Files.copy(project.resolve("LICENSE"), licences.resolve("LICENSE"));
        Path bom = project.resolve(program.module()).resolve("target/installer/bom.json");
        Files.copy(bom, input.resolve("sbom.cdx.json"));
        Files.writeString(
                licences.resolve("THIRD-PARTY.md"), Components.read(bom).asText(program.title()));
        Files.write(
                input.resolve("logback.xml"),
                Resources.bytes("logback-" + program.module() + ".xml"));
    }

    private List<String> jpackage(Path input, Path runtime, Path images) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Tool.ofJdk("jpackage"),
                                "--type",
                                "app-image",
                                "--name",
                                program.command(),
                                "--app-version",
                                release.bundle(os),
                                "--vendor",
                                "Lineside",
                                "--input",
                                input.toString(),
                                "--runtime-image",
                                runtime.toString(),
                                "--main-jar",
                                mainJar(input).getFileName().toString(),
                                "--main-class",
                                program.mainClass(),
                                "--icon",
                                Icon.write(work, os).toString(),
                                "--dest",
                                images.toString()));
        for (String option : options(Launch.APP_DIRECTORY)) {
            command.addAll(List.of("--java-options", option));
        }
        if (os == Os.WINDOWS && program == Program.RELAY) {
            command.add("--win-console");
        }
        return command;
    }

    private List<String> options(String app) {
        return Launch.options(program, app, os);
    }

    private Path mainJar(Path input) throws IOException {
        return Jars.in(input, name -> name.startsWith(program.module() + "-")).getFirst();
    }

    private void replaceLauncher(Image image) throws IOException {
        Path launcher = image.launcher();
        Files.delete(launcher);
        Files.deleteIfExists(image.root().resolve("lib/libapplauncher.so"));
        Files.writeString(launcher, Launch.script(program, Jars.in(image.app(), name -> true)));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.delete(image.configuration());
    }

    private static void setTimes(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(each -> !Files.isSymbolicLink(each)).toList()) {
                Files.setLastModifiedTime(file, Jars.TIME);
            }
        }
    }
}
