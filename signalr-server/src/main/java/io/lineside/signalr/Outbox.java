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

    /**
     * What leaves together in one write.
     *
     * @param to where it goes; null when the client is away
     * @param bytes all of it, frame heads included
     */
    record Batch(@Nullable Transport to, List<Encoded> messages, int bytes) {}

    /** What can wait. */
    sealed interface Entry permits Encoded, Late {}

    static final class Late implements Entry {
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
    private final Deque<Entry> queue = new ArrayDeque<>(8);
    private final Map<String, Late> late = new HashMap<>(8);
    private State state = State.OPEN;
    private HubProtocol protocol = HubProtocol.JSON;
    private @Nullable Transport transport;
    private @Nullable Replay replay;
    private boolean resend;
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

    /** Nothing leaves before there is a transport. A second one takes the place of the first. */
    void connect(Transport to) {
        boolean wake;
        synchronized (lock) {
            transport = to;
            resend = replay != null;
            wake = becomesBusy();
        }
        wake(wake);
    }

    /** The client is away: what is offered waits, within the bound. */
    void disconnect() {
        synchronized (lock) {
            transport = null;
        }
    }

    /**
     * From here on this protocol is spoken.
     *
     * @param first what is said before all else; it leaves with {@link #begin} or with the next
     *     message
     * @param replay keeps what the client may have to be sent again; null for a client that does
     *     not come back
     */
    void speak(HubProtocol protocol, Encoded first, @Nullable Replay replay) {
        synchronized (lock) {
            this.protocol = protocol;
            this.replay = replay;
            add(first, first.size());
        }
    }

    /** Has what waits written. */
    void begin() {
        boolean wake;
        synchronized (lock) {
            wake = becomesBusy();
        }
        wake(wake);
    }

    /** The client has all messages up to this number. */
    void acknowledged(long sequence) {
        boolean wake;
        synchronized (lock) {
            if (replay != null) {
                replay.acknowledged(sequence);
            }
            wake = becomesBusy();
        }
        wake(wake);
    }

    Offer offer(Encoded message) {
        boolean wake;
        synchronized (lock) {
            if (state != State.OPEN) {
                counters.discarded.increment();
                return Offer.CLOSED;
            }
            if (held > 0 && held + message.size() > maxBytes) {
                return Offer.FULL;
            }
            add(message, message.size());
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

    /** Offers a message only if nothing waits or is being written, and the client is there. */
    boolean offerIfIdle(Encoded message) {
        synchronized (lock) {
            if (state != State.OPEN || busy || transport == null || !queue.isEmpty()) {
                return false;
            }
            add(message, message.size());
            busy = true;
        }
        ready.run();
        return true;
    }

    /** Before all that waits: an acknowledgement must not wait for one of the other side's. */
    void offerFirst(Encoded message) {
        boolean wake;
        synchronized (lock) {
            if (state != State.OPEN) {
                return;
            }
            queue.addFirst(message);
            held += message.size();
            wake = becomesBusy();
        }
        wake(wake);
    }

    /** Takes nothing more after this last message, which goes out behind all that waits. */
    void finish(Encoded last) {
        finish(last, false);
    }

    /** Takes nothing more and drops what waits; what is being written is the last. */
    void finishNow() {
        finish(null, true);
    }

    private void finish(@Nullable Encoded last, boolean drop) {
        boolean wake;
        boolean done;
        synchronized (lock) {
            if (state != State.OPEN) {
                return;
            }
            state = State.FINISHING;
            if (drop) {
                drop();
            }
            if (last != null) {
                add(last, last.size());
            }
            wake = becomesBusy();
            done = !busy && queue.isEmpty();
            if (done) {
                state = State.FINISHED;
            }
        }
        wake(wake);
        if (done) {
            finished.run();
        }
    }

    /** Drops all that waits and takes nothing more. */
    void discard() {
        synchronized (lock) {
            state = State.FINISHED;
            drop();
            replay = null;
        }
    }

    private void drop() {
        counters.discarded.add(queue.size());
        queue.clear();
        late.clear();
        held = 0;
    }

    /**
     * The next write; empty when there is nothing to say after all. For the writer alone, while
     * busy.
     */
    Batch take(HubConnection connection) {
        List<Encoded> messages = new ArrayList<>();
        Transport to;
        int bytes = 0;
        synchronized (lock) {
            to = transport;
            if (resend && replay != null && to != null) {
                resend = false;
                messages.addAll(replay.again(protocol));
                for (Encoded message : messages) {
                    bytes += message.size();
                }
                held += bytes;
            }
        }
        while (bytes < WRITE_BYTES) {
            Entry entry = next(to, bytes);
            if (entry == null) {
                break;
            }
            Encoded message =
                    switch (entry) {
                        case Encoded encoded -> encoded;
                        case Late made -> make(made, connection, to, bytes);
                    };
            if (message != null) {
                messages.add(message);
                bytes += message.size();
            }
        }
        return new Batch(to, messages, bytes);
    }

    /** A write has ended well; for the writer alone. */
    void written(Batch batch) {
        release(batch);
        synchronized (lock) {
            sentMessages += batch.messages().size();
            sentBytes += batch.bytes();
            sentFrames++;
        }
        counters.sentMessages.add(batch.messages().size());
        counters.sentBytes.add(batch.bytes());
        idle();
    }

    /** A write has failed, of a client that may come back. */
    void unwritten(Batch batch) {
        release(batch);
        idle();
    }

    private void release(Batch batch) {
        synchronized (lock) {
            if (state != State.FINISHED) {
                held = Math.max(0, held - batch.bytes());
            }
        }
    }

    /** The writer has nothing in hand any more. */
    void idle() {
        boolean more;
        boolean done;
        synchronized (lock) {
            busy = false;
            more = becomesBusy();
            done = queue.isEmpty() && state == State.FINISHING;
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
        if (busy || transport == null || !resend && !isTakeable(queue.peek())) {
            return false;
        }
        busy = true;
        return true;
    }

    /** With the replay buffer full the socket counts as one that cannot be written. */
    private boolean isTakeable(@Nullable Entry entry) {
        return switch (entry) {
            case null -> false;
            case Encoded message -> replay == null || !message.numbered() || !replay.isFull();
            case Late _ -> replay == null || !replay.isFull();
        };
    }

    private void wake(boolean wake) {
        if (wake) {
            ready.run();
        }
    }

    private @Nullable Entry next(@Nullable Transport to, int taken) {
        synchronized (lock) {
            Entry first = queue.peek();
            if (transport == null || transport != to || resend || !isTakeable(first)) {
                return null;
            }
            if (first instanceof Encoded message
                    && taken > 0
                    && taken + message.size() > WRITE_BYTES) {
                return null;
            }
            if (first instanceof Late entry) {
                late.remove(entry.key);
                held -= entry.cost();
            }
            if (first instanceof Encoded message) {
                leaves(message);
            }
            return queue.poll();
        }
    }

    /** Null when there is nothing to say, or when it was made and has to wait for its turn. */
    private @Nullable Encoded make(
            Late entry, HubConnection connection, @Nullable Transport to, int taken) {
        HubProtocol spoken;
        synchronized (lock) {
            spoken = protocol;
        }
        Encoded message;
        try {
            EncodedMessage made = entry.message.encode(connection);
            message = made == null ? null : made.in(spoken);
        } catch (RuntimeException e) {
            counters.lateFailures.increment();
            LOG.warn("Late message '{}' for {} failed", entry.key, connection.id(), e);
            return null;
        }
        if (message == null) {
            return null;
        }
        synchronized (lock) {
            if (state == State.FINISHED) {
                return null;
            }
            held += message.size();
            boolean room = taken == 0 || taken + message.size() <= WRITE_BYTES;
            if (!room || transport != to || resend) {
                // It is made now, so it keeps its place at the head, as it is.
                queue.addFirst(message);
                return null;
            }
            leaves(message);
        }
        return message;
    }

    /** Keeps what the client may have to be sent again. */
    private void leaves(Encoded message) {
        if (replay != null && message.numbered()) {
            replay.sent(message);
        }
    }
}
