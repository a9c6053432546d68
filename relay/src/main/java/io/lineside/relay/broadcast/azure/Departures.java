package io.lineside.relay.broadcast.azure;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that are reported to be gone: the relay asks the service about each, since a report
 * can be a copy of an older one. One virtual thread, {@code azure-departures}; a full queue drops
 * the newest report, and that subscription ends with its lease.
 */
final class Departures implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    static final int CAPACITY = 1_000;

    /** The service may still count a connection whose end it has just reported. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final BlockingQueue<String> reported = new ArrayBlockingQueue<>(CAPACITY);
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final ServiceClient service;
    private final ServiceClient.Pause pause;
    private final Consumer<String> gone;
    private final Counter overflows;
    private final Thread thread;

    /**
     * @param gone called with each connection that is gone
     * @param overflows counts the reports that found the queue full
     */
    Departures(
            ServiceClient service,
            ServiceClient.Pause pause,
            Consumer<String> gone,
            Counter overflows) {
        this.service = service;
        this.pause = pause;
        this.gone = gone;
        this.overflows = overflows;
        this.thread = Thread.ofVirtual().name("azure-departures").start(this::run);
    }

    /** Takes a report that the connection is gone. Never waits. */
    void reported(String connectionId) {
        if (!ServiceClient.canBeConnection(connectionId) || !waiting.add(connectionId)) {
            return;
        }
        if (!reported.offer(connectionId)) {
            waiting.remove(connectionId);
            overflows.increment();
        }
    }

    private void run() {
        try {
            while (true) {
                String connectionId = reported.take();
                waiting.remove(connectionId);
                try {
                    ask(connectionId);
                } catch (RuntimeException | Error e) {
                    LOG.error("asking for a connection failed; its lease ends it", e);
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void ask(String connectionId) throws InterruptedException {
        CallOutcome outcome = service.exists(connectionId);
        if (outcome instanceof CallOutcome.Done) {
            pause.of(SETTLING);
            outcome = service.exists(connectionId);
        }
        // When the service cannot be asked now, the lease ends the subscription.
        if (outcome instanceof CallOutcome.Missing) {
            gone.accept(connectionId);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
