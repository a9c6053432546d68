package io.lineside.benchmarks.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Java process that takes requests line by line on its standard input and answers line by line on
 * its standard output. Lines that begin with {@code @} are its answers; all its other output goes
 * into the log.
 */
public final class Child implements AutoCloseable {

    private static final String MARK = "@";
    private static final int MOST_ANSWERS = 1_000;

    private final String name;
    private final Process process;
    private final Path log;
    private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(MOST_ANSWERS);
    private final BufferedWriter in;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().name("bench-answers-" + name).start(this::readAnswers);
    }

    /**
     * @param core where it runs, if that can be chosen; less than 0 for anywhere
     * @param program the program's class and its arguments
     */
    public static Child start(
            String name, int core, List<String> jvm, Path log, List<String> program)
            throws IOException {
        List<String> command = new ArrayList<>(core < 0 ? List.of() : Launch.onCore(core));
        command.add(Launch.java());
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(program);
        return new Child(
                name,
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start(),
                log);
    }

    /** Answers, from within the started program, the one that started it. */
    public static void answer(String line) {
        System.out.println(MARK + line);
        System.out.flush();
    }

    /** The id of the process. */
    public long pid() {
        return process.pid();
    }

    /** Sends one line to its standard input. */
    public void send(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }

    /**
     * The next answer.
     *
     * @throws IOException when none comes within this time, or the process has ended
     */
    public String nextAnswer(Duration within) throws IOException, InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (System.nanoTime() < end) {
            @Nullable String answer = answers.poll(200, TimeUnit.MILLISECONDS);
            if (answer != null) {
                return answer;
            }
            if (!process.isAlive() && answers.isEmpty()) {
                break;
            }
        }
        throw new IOException(name + " said nothing, see " + log);
    }

    private void readAnswers() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter other =
                        Files.newBufferedWriter(
                                log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(MARK)) {
                    if (!answers.offer(line.substring(MARK.length()))) {
                        throw new IOException(name + " answers more than it was asked");
                    }
                } else {
                    other.write(line + "\n");
                    other.flush();
                }
            }
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Asks a program to end that does not read its standard input. */
    public void terminate() {
        process.destroy();
    }

    /** Closes its standard input, which is how it knows to end. */
    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // It has ended already.
        }
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
