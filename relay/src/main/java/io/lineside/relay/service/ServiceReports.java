package io.lineside.relay.service;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the relay's state to the service manager, on a thread of its own. A sign of life is sent
 * only after the parts that do the work have done some since the last sign, never by the clock
 * alone.
 */
public final class ServiceReports implements AutoCloseable {

    /** The subject of the reports. Called on the reporting thread. */
    public interface Subject {

        /** Whether the hub has answered, so that telemetry is being read. */
        boolean reads();

        /** The relay's state, one line without secrets. */
        String status();

        /**
         * The part that has done nothing since the last call of this method; null when all parts
         * have done something. May take a second or two.
         */
        @Nullable String stuck();
    }

    private static final Logger LOG = LoggerFactory.getLogger(ServiceReports.class);

    /**
     * How long a start waits for the hub. After that the relay counts as up all the same: it serves
     * its clients, and its status and the screens show that the hub is lost.
     */
    static final Duration HUB_PATIENCE = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration EXTENSION = Duration.ofSeconds(30);

    private final ServiceManager manager;
    private final Subject subject;
    private final LongSupplier nanoTime;
    private final long began;
    private final long every;
    private final Thread thread;
    private boolean ready;
    private boolean stuck;
    private String told = "";
    private long nextSign;
    private volatile boolean closed;

    public ServiceReports(ServiceManager manager, Subject subject, LongSupplier nanoTime) {
        this.manager = manager;
        this.subject = subject;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.nextSign = began;
        // Twice in the manager's interval, as sd_watchdog_enabled(3) advises.
        this.every = manager.watchdog().map(d -> d.toNanos() / 2).orElse(Long.MAX_VALUE);
        this.thread = Thread.ofPlatform().daemon().name("relay-service").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        long pause = Math.min(LOOK.toMillis(), Math.max(every / 4_000_000, 1));
        while (!closed) {
            try {
                turn();
                Thread.sleep(pause);
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.error("Reporting to the service manager failed", e);
            }
        }
    }

    /** Checks the relay once, and reports what there is to report. */
    void turn() {
        long now = nanoTime.getAsLong();
        if (manager.watchdog().isPresent() && now - nextSign >= 0) {
            nextSign = now + every;
            sign();
        }
        if (stuck) {
            return;
        }
        String status = subject.status();
        if (!ready) {
            if (subject.reads() || now - began >= HUB_PATIENCE.toNanos()) {
                ready = true;
                told = status;
                manager.ready(status);
                return;
            }
            manager.extendStart(EXTENSION);
        }
        if (!status.equals(told)) {
            told = status;
            manager.status(status);
        }
    }

    private void sign() {
        String part = subject.stuck();
        if (part == null) {
            stuck = false;
            manager.alive();
            return;
        }
        if (!stuck) {
            LOG.error("No sign of life for the service manager: {}", part);
        }
        stuck = true;
        told = "stuck: " + part;
        manager.status(told);
    }

    /** Reports that the relay stops; nothing is reported after that. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        manager.stopping("stopping");
    }
}
