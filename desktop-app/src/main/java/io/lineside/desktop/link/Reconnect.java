package io.lineside.desktop.link;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When to connect again: soon, then later and later, forever, with jitter so that desktops do not
 * connect all at once. For the link thread.
 */
final class Reconnect {

    private static final long[] DELAYS_MILLIS = {500, 1_000, 2_000, 5_000, 10_000};

    /** A connection that is not open within this is given up. */
    static final Duration CONNECT_PATIENCE = Duration.ofSeconds(15);

    /** A connection over which no young heads come for this long is given up. */
    static final Duration STUCK = Duration.ofSeconds(10);

    private final Transport transport;
    private final LinkCounters counters;
    private int failures;
    private boolean connecting;
    private boolean scheduled;
    private long due;
    private long since;

    Reconnect(Transport transport, LinkCounters counters) {
        this.transport = transport;
        this.counters = counters;
    }

    /** Connects at once. */
    void now(long now) {
        scheduled = false;
        connecting = true;
        since = now;
        counters.connects.incrementAndGet();
        transport.connect();
    }

    /** Connects after the next delay. */
    void later(long now) {
        if (scheduled) {
            return;
        }
        long delay = DELAYS_MILLIS[Math.min(failures, DELAYS_MILLIS.length - 1)];
        failures++;
        connecting = false;
        scheduled = true;
        due =
                now
                        + Duration.ofMillis(
                                        delay + ThreadLocalRandom.current().nextLong(delay / 4 + 1))
                                .toNanos();
    }

    /** The connection is open. */
    void succeeded() {
        failures = 0;
        connecting = false;
        scheduled = false;
    }

    /** Time passes. */
    void tick(boolean connected, long now) {
        if (connected) {
            return;
        }
        if (scheduled && now - due >= 0) {
            now(now);
        } else if (connecting && now - since > CONNECT_PATIENCE.toNanos()) {
            transport.disconnect();
            later(now);
        }
    }

    /** Whether the connection has been open for so long that heads should have come. */
    boolean isStuck(long now) {
        return now - since > STUCK.toNanos();
    }
}
