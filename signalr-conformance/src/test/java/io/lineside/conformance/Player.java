package io.lineside.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A process that plays scenarios: Node or Chromium. Closing ends it. */
final class Player implements AutoCloseable {

    private static final int LAST_LETTERS = 1_000;

    private final Process process;
    private final Path log;
    private final @Nullable Path profile;

    private Player(Process process, Path log, @Nullable Path profile) {
        this.process = process;
        this.log = log;
        this.profile = profile;
    }

    static Player node(Path directory, String cell) throws IOException {
        return start(List.of("node", "node.mjs", cell), directory, null);
    }

    /**
     * @param profile deleted when it is closed; null for none
     */
    static Player start(List<String> command, Path directory, @Nullable Path profile)
            throws IOException {
        Path log = Files.createTempFile(directory, "player-", ".log");
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        return new Player(process, log, profile);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** The end of what it wrote. */
    String said() {
        try {
            String all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
            return all.substring(Math.max(0, all.length() - LAST_LETTERS));
        } catch (IOException e) {
            return "nothing: " + e.getMessage();
        }
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        Files.deleteIfExists(log);
        if (profile != null) {
            delete(profile);
        }
    }

    /** What a browser that is about to end still writes there may stay behind. */
    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException e) {
            directory.toFile().deleteOnExit();
        }
    }
}
