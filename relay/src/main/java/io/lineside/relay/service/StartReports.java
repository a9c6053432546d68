package io.lineside.relay.service;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports to the service manager, on a thread of its own, that the relay is still starting: a relay
 * that upgrades a large store must not be ended half-way. Reports for no longer than {@link
 * #LONGEST}: a start that hangs is to be ended. The rule is that of {@code EXTEND_TIMEOUT_USEC} in
 * sd_notify(3).
 */
public final class StartReports implements AutoCloseable {

    static final Duration LONGEST = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(StartReports.class);
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration EXTENSION = Duration.ofSeconds(30);

    private final ServiceManager manager;
    private final LongSupplier nanoTime;
    private final long began;
    private final Thread thread;

    StartReports(ServiceManager manager, LongSupplier nanoTime) {
        this.manager = manager;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.thread = Thread.ofPlatform().daemon().name("relay-starting").unstarted(this::run);
    }

    /** Begins the reports, which end when the returned object is closed. */
    public static StartReports begin(ServiceManager manager, LongSupplier nanoTime) {
        StartReports reports = new StartReports(manager, nanoTime);
        reports.thread.start();
        return reports;
    }

    private void run() {
        try {
            while (turn()) {
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException _) {
            // The start has succeeded or failed.
        }
    }

    /** Reports once; false when the start has taken too long. */
    boolean turn() {
        if (nanoTime.getAsLong() - began > LONGEST.toNanos()) {
            LOG.error("The start has taken more than {}", LONGEST);
            return false;
        }
        manager.extendStart(EXTENSION);
        return true;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
