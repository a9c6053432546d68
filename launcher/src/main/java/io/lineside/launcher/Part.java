package io.lineside.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One program of the demo, in a JVM of its own. What it prints goes to a log file. Its line {@code
 * ready …} means that it is up; closing its standard input asks it to stop. Used by the demo's
 * thread alone.
 */
final class Part {

    /** A part that died or never came up; the message is for the user. */
    static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        FailedException(String message) {
            super(message);
        }
    }

    private final String name;
    private final Process process;
    private final Path log;
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private Part(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts {@code lineside ARGUMENTS} on this JVM's own Java and class path.
     *
     * @param logs the directory for the log file
     */
    static Part start(String name, Path logs, List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        Path log = logs.resolve(name + ".log");
        try {
            Files.createDirectories(logs);
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            Part part = new Part(name, process, log);
            Thread.ofPlatform().daemon().name("demo-" + name + "-out").start(part::readOutput);
            return part;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                Writer out = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.write(line + System.lineSeparator());
                out.flush();
                if (line.startsWith("ready ")) {
                    ready.complete(line.substring("ready ".length()));
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IOException("its output ended"));
    }

    String name() {
        return name;
    }

    /** Waits for the part's ready line and answers the text behind {@code ready}. */
    String awaitReady(Duration patience) throws FailedException, InterruptedException {
        try {
            return ready.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new FailedException(
                    name + " did not come up within " + patience.toSeconds() + " s" + why());
        } catch (ExecutionException e) {
            throw new FailedException(name + " ended before it was up" + why());
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends one line to the part's standard input. */
    void send(String line) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
    }

    /** Fails when the part has ended by itself. */
    void checkAlive() throws FailedException {
        if (!process.isAlive()) {
            throw new FailedException(
                    name + " ended by itself with status " + process.exitValue() + why());
        }
    }

    /** Asks the part to end, kills it when the patience is over, and returns its exit status. */
    int stop(Duration patience) throws InterruptedException {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        return process.exitValue();
    }

    /** Waits for the part to end by itself; returns its exit status. */
    int exitStatus(Duration patience) throws FailedException, InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new FailedException(
                    name + " did not end within " + patience.toSeconds() + " s" + why());
        }
        return process.exitValue();
    }

    /** Ends the part as a power failure would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private String why() {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            List<String> last = lines.subList(Math.max(0, lines.size() - 12), lines.size());
            return last.isEmpty()
                    ? " and said nothing"
                    : "; it said (all of it in " + log + "):\n    " + String.join("\n    ", last);
        } catch (IOException e) {
            return "; its log " + log + " cannot be read";
        }
    }
}
