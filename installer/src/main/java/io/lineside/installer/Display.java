package io.lineside.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A display for the desktop: Xvfb where there is one, so that what a real window needs is recorded
 * and measured; else JavaFX's headless platform. On Windows and macOS the session's own.
 *
 * @param server the X server; null: none was started
 * @param number of the X display
 */
record Display(@Nullable Process server, int number) implements AutoCloseable {

    private static final long LOOK_MILLIS = 50;
    private static final int LOOKS = 200;

    static Display open(Path directory) throws IOException, InterruptedException {
        if (Os.current() != Os.LINUX || !Tool.isThere("Xvfb")) {
            return new Display(null, -1);
        }
        Path answer = directory.resolve("display");
        Files.deleteIfExists(answer);
        Process server =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "exec Xvfb -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp 3>\"$0\"",
                                answer.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        for (int i = 0; i < LOOKS && server.isAlive(); i++) {
            if (Files.exists(answer)) {
                String number = Files.readString(answer);
                if (number.endsWith("\n")) {
                    return new Display(server, Integer.parseInt(number.trim()));
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
        server.destroy();
        throw new IOException("Xvfb did not start");
    }

    /** Whether windows are drawn on an X server of this build's own. */
    boolean isX() {
        return server != null;
    }

    List<String> desktopArguments() {
        return isX() || Os.current() != Os.LINUX ? List.of() : List.of("--headless");
    }

    Map<String, String> environment() {
        return isX() ? Map.of("DISPLAY", ":" + number, "GDK_BACKEND", "x11") : Map.of();
    }

    @Override
    public void close() {
        Process x = server;
        if (x == null) {
            return;
        }
        x.destroy();
        try {
            boolean unused = x.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
