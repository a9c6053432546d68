package io.lineside.signalr.server;

import java.util.function.LongSupplier;

/**
 * Bounds how many clients are admitted in a second: a token bucket that holds the tokens of one
 * second. Safe on any thread.
 */
final class Admission {

    private static final double NANOS = 1e9;

    private final int perSecond;
    private final LongSupplier nanos;
    private double tokens;
    private long filledAt;

    /**
     * @param nanos as {@link System#nanoTime}
     */
    Admission(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.tokens = perSecond;
        this.filledAt = nanos.getAsLong();
    }

    /** Whether one more client is admitted now. */
    synchronized boolean admits() {
        long now = nanos.getAsLong();
        tokens = Math.min(perSecond, tokens + (now - filledAt) / NANOS * perSecond);
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
