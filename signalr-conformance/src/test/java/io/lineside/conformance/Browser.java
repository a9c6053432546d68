package io.lineside.conformance;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Chromium without a display, and without anything it would like to fetch.
 *
 * @param program where it is
 */
record Browser(Path program) {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<String> OPTIONS =
            List.of(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-extensions");

    /** Aborts the test where there is none. */
    static Browser found() {
        Stream<Path> places =
                Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                        .filter(directory -> !directory.isEmpty())
                        .map(Path::of);
        return places.flatMap(directory -> NAMES.stream().map(directory::resolve))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Browser::new)
                .orElseGet(() -> abort("Chromium is not found"));
    }

    Player open(String url) throws IOException {
        Path profile = Files.createTempDirectory("lineside-chromium-");
        List<String> command =
                Stream.of(
                                Stream.of(program.toString()),
                                OPTIONS.stream(),
                                Stream.of("--user-data-dir=" + profile, url))
                        .flatMap(each -> each)
                        .toList();
        return Player.start(command, NodeModules.WORK, profile);
    }
}
