package io.lineside.signalr;

import java.util.function.LongSupplier;

/**
 * Bounds how fast new clients are taken: a token bucket that holds one second's worth. Safe on any
 * thread.
 */
final class Admission {

    private static final double NANOS = 1e9;

    private final int perSecond;
    private final LongSupplier nanos;
    private double free;
    private long lookedAt;

    Admission(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.free = perSecond;
        this.lookedAt = nanos.getAsLong();
    }

    synchronized boolean admits() {
        long now = nanos.getAsLong();
        free = Math.min(perSecond, free + (now - lookedAt) / NANOS * perSecond);
        lookedAt = now;
        if (free < 1) {
            return false;
        }
        free--;
        return true;
    }
}
