package io.lineside.signalr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for one client, bounded in bytes. Offered to by any thread, emptied by one writer at a
 * time: from the moment {@code ready} has run until {@link #written} or {@link #idle} says
 * otherwise, the outbox is busy and {@code ready} is not run again. A late message is made only
 * when it is taken. Never waits.
 */
final class Outbox {

    enum Offer {
        TAKEN,
        /** Over the bound: this client is too slow. */
        FULL,
        /** The connection is ending; nothing more is taken. */
        CLOSED
    }

    /** What leaves together in one write. */
    record Batch(List<byte[]> messages, int bytes) {}

    private sealed interface Entry {}

    private record Ready(byte[] message) implements Entry {}

    private static final class Late implements Entry {
        private final String key;
        private LateMessage message;

        Late(String key, LateMessage message) {
            this.key = key;
            this.message = message;
        }

        /** What a waiting late message counts for: its bytes do not exist yet, its key does. */
        int cost() {
            return LATE_COST + 2 * key.length();
        }
    }

    private enum State {
        OPEN,
        FINISHING,
        FINISHED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** Waiting messages leave together up to about this size. */
    static final int WRITE_BYTES = 64 * 1024;

    private static final int LATE_COST = 128;

    private final int maxBytes;
    private final Counters counters;
    private final Runnable ready;
    private final Runnable finished;

    private final Object lock = new Object();
    private final Deque<Entry> queue = new ArrayDeque<>();
    private final Map<String, Late> late = new HashMap<>();
    private State state = State.OPEN;
    private boolean busy;
    private long held;
    private long sentMessages;
    private long sentBytes;
    private long sentFrames;
    private long conflated;

    /**
     * @param ready run when there is something to take; outside any lock, on the offering thread
     * @param finished run once, when all has been written after {@link #finish}
     */
    Outbox(int maxBytes, Counters counters, Runnable ready, Runnable finished) {
        this.maxBytes = maxBytes;
        this.counters = counters;
        this.ready = ready;
        this.finished = finished;
    }

    Offer offer(byte[] message) {
        boolean wake;
        synchronized (lock) {
            if (state != State.OPEN) {
                counters.discarded.increment();
                return Offer.CLOSED;
            }
            if (held > 0 && held + message.length > maxBytes) {
                return Offer.FULL;
            }
            add(new Ready(message), message.length);
            wake = becomesBusy();
        }
        wake(wake);
        return Offer.TAKEN;
    }

    Offer offerLate(String key, LateMessage message) {
        boolean wake;
        synchronized (lock) {
            if (state != State.OPEN) {
                counters.discarded.increment();
                return Offer.CLOSED;
            }
            Late waiting = late.get(key);
            if (waiting != null) {
                waiting.message = message;
                conflated++;
                counters.conflated.increment();
                return Offer.TAKEN;
            }
            Late entry = new Late(key, message);
            if (held > 0 && held + entry.cost() > maxBytes) {
                return Offer.FULL;
            }
            late.put(key, entry);
            add(entry, entry.cost());
            wake = becomesBusy();
        }
        wake(wake);
        return Offer.TAKEN;
    }

    /** Offers a message only if nothing waits or is being written. */
    boolean offerIfIdle(byte[] message) {
        synchronized (lock) {
            if (state != State.OPEN || busy) {
                return false;
            }
            add(new Ready(message), message.length);
            busy = true;
        }
        ready.run();
        return true;
    }

    /** Takes nothing more after this last message, which goes out behind all that waits. */
    void finish(byte[] last) {
        boolean wake;
        synchronized (lock) {
            if (state != State.OPEN) {
                return;
            }
            state = State.FINISHING;
            add(new Ready(last), last.length);
            wake = becomesBusy();
        }
        wake(wake);
    }

    /** Drops all that waits and takes nothing more. */
    void discard() {
        synchronized (lock) {
            state = State.FINISHED;
            counters.discarded.add(queue.size());
            queue.clear();
            late.clear();
            held = 0;
        }
    }

    /**
     * The next write; empty when there is nothing to say after all. For the writer alone, while
     * busy.
     */
    Batch take(HubConnection connection) {
        List<byte[]> messages = new ArrayList<>();
        int bytes = 0;
        while (bytes < WRITE_BYTES) {
            Entry entry = next(bytes);
            if (entry == null) {
                break;
            }
            byte[] message =
                    switch (entry) {
                        case Ready(byte[] encoded) -> encoded;
                        case Late made -> make(made, connection);
                    };
            if (message.length == 0) {
                continue;
            }
            if (bytes > 0 && bytes + message.length > WRITE_BYTES) {
                putBack(message);
                break;
            }
            messages.add(message);
            bytes += message.length;
        }
        return new Batch(messages, bytes);
    }

    /** A write has ended well; for the writer alone. */
    void written(Batch batch) {
        synchronized (lock) {
            if (state != State.FINISHED) {
                held -= batch.bytes();
            }
            sentMessages += batch.messages().size();
            sentBytes += batch.bytes();
            sentFrames++;
        }
        counters.sentMessages.add(batch.messages().size());
        counters.sentBytes.add(batch.bytes());
        idle();
    }

    /** The writer has nothing in hand any more. */
    void idle() {
        boolean more;
        boolean done;
        synchronized (lock) {
            more = !queue.isEmpty();
            busy = more;
            done = !more && state == State.FINISHING;
            if (done) {
                state = State.FINISHED;
            }
        }
        wake(more);
        if (done) {
            finished.run();
        }
    }

    OutboxStats stats() {
        synchronized (lock) {
            return new OutboxStats(
                    held, queue.size(), sentMessages, sentBytes, sentFrames, conflated);
        }
    }

    private void add(Entry entry, int cost) {
        queue.add(entry);
        held += cost;
    }

    private boolean becomesBusy() {
        boolean was = busy;
        busy = true;
        return !was;
    }

    private void wake(boolean wake) {
        if (wake) {
            ready.run();
        }
    }

    private @Nullable Entry next(int taken) {
        synchronized (lock) {
            Entry first = queue.peek();
            if (first instanceof Ready(byte[] message)
                    && taken > 0
                    && taken + message.length > WRITE_BYTES) {
                return null;
            }
            if (first instanceof Late entry) {
                late.remove(entry.key);
                held -= entry.cost();
            }
            return queue.poll();
        }
    }

    private byte[] make(Late entry, HubConnection connection) {
        EncodedMessage made;
        byte[] message;
        try {
            made = entry.message.encode(connection);
            message = made == null ? new byte[0] : made.json();
        } catch (RuntimeException e) {
            counters.lateFailures.increment();
            LOG.warn("Late message '{}' for {} failed", entry.key, connection.id(), e);
            return new byte[0];
        }
        synchronized (lock) {
            if (state != State.FINISHED) {
                held += message.length;
            }
        }
        return message;
    }

    /** It is made now, so it keeps its place at the head, as it is. */
    private void putBack(byte[] message) {
        synchronized (lock) {
            if (state != State.FINISHED) {
                queue.addFirst(new Ready(message));
            }
        }
    }
}
