package io.lineside.signalr.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Measures how long the present write to one client has been under way. Safe on any thread; a
 * moment's disagreement between its fields does no harm.
 */
public final class WriteTimer {

    private final LongSupplier nanos;
    private volatile long since;
    private volatile boolean running;

    /**
     * @param nanos as {@link System#nanoTime}
     */
    public WriteTimer(LongSupplier nanos) {
        this.nanos = nanos;
    }

    public void begin() {
        since = nanos.getAsLong();
        running = true;
    }

    public void end() {
        running = false;
    }

    /** Whether a write is under way that began at least this long before {@code now}. */
    public boolean isOver(Duration allowed, long now) {
        return running && now - since >= allowed.toNanos();
    }
}
