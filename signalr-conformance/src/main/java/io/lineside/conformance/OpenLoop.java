package io.lineside.conformance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Sends at a fixed rate whatever the receivers do: each message has a time at which it is due, and
 * lateness counts against the sender.
 *
 * @param rate messages per second
 */
public record OpenLoop(double rate, Duration length) {

    /** What came of it. */
    public record Outcome(long sent, Duration worstLate) {}

    /** What surrounds the argument in a JSON frame: {"type":1,"target":"v","arguments":[""]}RS. */
    private static final int AROUND = 46;

    private static final int DIGITS = 20;

    /**
     * It sleeps no shorter than this: waking for each message costs at high rates as much as
     * sending them. The reference server's publisher sleeps a millisecond.
     */
    private static final long PAUSE = 500_000;

    public OpenLoop {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate: more than 0 is expected, was " + rate);
        }
    }

    /**
     * Sends on this thread until the time is over.
     *
     * @param send is given the nanosecond of {@link System#nanoTime} at which it is due
     */
    public Outcome run(LongConsumer send) {
        double interval = 1e9 / rate;
        long start = System.nanoTime();
        long sent = 0;
        long worst = 0;
        for (long due = start; due - start < length.toNanos(); ) {
            long now = System.nanoTime();
            if (now < due) {
                LockSupport.parkNanos(Math.max(PAUSE, due - now));
                continue;
            }
            worst = Math.max(worst, now - due);
            send.accept(due);
            sent++;
            due = start + (long) (sent * interval);
        }
        return new Outcome(sent, Duration.ofNanos(worst));
    }

    /**
     * A text of 20 digits, when it is due, and padding.
     *
     * @param bytes the size of the JSON frame that invokes {@code v} with it; at least 66
     */
    public static String text(long due, int bytes) {
        return "%020d".formatted(due) + "x".repeat(Math.max(0, bytes - AROUND - DIGITS));
    }
}
