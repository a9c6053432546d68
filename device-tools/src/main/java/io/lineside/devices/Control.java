package io.lineside.devices;

import io.lineside.program.ShutdownHook;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a program is to end: at Ctrl-C, at the end of its standard input when that was asked for, or
 * when the program itself calls {@link #stop}. Lines of standard input go to a listener, on the
 * thread {@code control}.
 */
final class Control implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Control.class);

    /** How long Ctrl-C waits for the program to finish what it has in hand. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final ShutdownHook hook = ShutdownHook.add("control-interrupt", this::interrupted);

    private Control() {}

    /**
     * Begins to read standard input and to watch for Ctrl-C.
     *
     * @param stopOnEof whether the end of the input ends the program
     */
    static Control start(InputStream in, boolean stopOnEof, Consumer<String> lines) {
        Control control = new Control();
        // The system halts a program in the background that reads from its terminal.
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        if (stopOnEof || !terminal) {
            Thread.ofPlatform()
                    .daemon()
                    .name("control")
                    .start(() -> control.read(in, stopOnEof, lines));
        }
        return control;
    }

    private void read(InputStream in, boolean stopOnEof, Consumer<String> lines) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    lines.accept(line.strip());
                }
            }
        } catch (IOException e) {
            log.debug("standard input is gone", e);
        }
        if (stopOnEof) {
            stop();
        }
    }

    private void interrupted() {
        stop();
        try {
            boolean _ = finished.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the program to end. */
    void stop() {
        stop.countDown();
    }

    /** Whether the program is to end. */
    boolean isStopping() {
        return stop.getCount() == 0;
    }

    /** Waits this long; true as soon as the program is to end. */
    boolean awaitStop(Duration within) throws InterruptedException {
        return stop.await(within.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The program has finished what it had in hand. */
    @Override
    public void close() {
        stop();
        finished.countDown();
        hook.close();
    }
}
