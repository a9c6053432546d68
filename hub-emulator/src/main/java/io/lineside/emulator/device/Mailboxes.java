package io.lineside.emulator.device;

import io.lineside.emulator.message.MessageSink;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Takes messages off the event loops to the {@code hub-append-…} threads, since the sink may block.
 * Each device has one {@link Mailbox}, which one thread at a time empties, so that a device's
 * messages and connection events are kept in their order. The threads' own queue holds a mailbox at
 * most once and so is bounded by the number of devices.
 */
final class Mailboxes implements AutoCloseable {

    private static final int THREADS = 4;
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final MessageSink sink;
    private final Counters counters;
    private final Pending pending = new Pending();
    private final Map<String, Mailbox> mailboxes = new ConcurrentHashMap<>();
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    THREADS, Thread.ofPlatform().name("hub-append-", 0).daemon().factory());

    Mailboxes(MessageSink sink, Counters counters) {
        this.sink = sink;
        this.counters = counters;
    }

    /** The mailbox of a device and its modules. */
    Mailbox of(String deviceId) {
        return mailboxes.computeIfAbsent(
                deviceId, id -> new Mailbox(threads, sink, counters, pending));
    }

    /** Waits until the sink was asked for everything posted by now, or the time is over. */
    void awaitNone(Duration limit) {
        pending.awaitNone(limit);
    }

    /** Waits up to 10 s until everything is kept; what is not kept by then is counted. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        mailboxes.values().forEach(Mailbox::abandon);
    }
}
