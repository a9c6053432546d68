package io.lineside.program;

import java.io.IOException;
import java.io.InputStream;

/**
 * The end of a program's standard input. A program that starts another one keeps the other end of
 * its standard input; closing it is a request to stop that works on every operating system.
 */
public final class StandardInput {

    private StandardInput() {}

    /**
     * Reads and discards the input on a daemon thread of its own, and runs the action on that
     * thread once the input has ended. An input that cannot be read has ended too.
     *
     * @param thread the thread's name
     */
    public static void whenItEnds(InputStream in, String thread, Runnable action) {
        Thread.ofPlatform()
                .daemon()
                .name(thread)
                .start(
                        () -> {
                            discard(in);
                            action.run();
                        });
    }

    private static void discard(InputStream in) {
        try {
            while (in.read() >= 0) {}
        } catch (IOException _) {
            // The caller waits for the end, and this is one.
        }
    }
}
