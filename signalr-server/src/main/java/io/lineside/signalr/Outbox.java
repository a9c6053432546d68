package io.lineside.signalr;

import io.lineside.signalr.Backlog.Late;
import java.util.ArrayList;
import java.util.List;
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

    /** A batch while it is being put together, by the writer. */
    private static final class Filling {
        private final List<Encoded> messages = new ArrayList<>();
        private @Nullable Transport to;
        private int bytes;

        private void add(Encoded message) {
            messages.add(message);
            bytes += message.size();
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

    /**
     * How much more than the bound may wait while the socket takes all it is given: then it is this
     * process that is behind, not the client.
     */
    private static final int WRITERS_DUE = 16;

    private final int maxBytes;
    private final Counters counters;
    private final Runnable ready;
    private final Runnable finished;

    private final Object lock = new Object();
    private final Backlog backlog = new Backlog();
    private State state = State.OPEN;
    private HubProtocol protocol = HubProtocol.JSON;
    private @Nullable Transport transport;
    private boolean busy;
    private boolean writing;
    private boolean stuck;
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
            backlog.connected();
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
            backlog.keepIn(replay);
            backlog.add(first);
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
            backlog.acknowledged(sequence);
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
            if (isFullFor(message.size())) {
                return Offer.FULL;
            }
            backlog.add(message);
            wake = becomesBusy();
        }
        wake(wake);
        return Offer.TAKEN;
    }

    /**
     * Several in a row. When one finds the outbox full nothing more is taken at all, so that what
     * comes before the client is disconnected leaves no gap.
     */
    Offer offerAll(List<Encoded> messages) {
        boolean wake;
        Offer offer = Offer.TAKEN;
        synchronized (lock) {
            int added = 0;
            while (added < messages.size() && offer == Offer.TAKEN) {
                Encoded message = messages.get(added);
                if (state != State.OPEN) {
                    offer = Offer.CLOSED;
                } else if (isFullFor(message.size())) {
                    state = State.FINISHED;
                    offer = Offer.FULL;
                } else {
                    backlog.add(message);
                    added++;
                }
            }
            counters.discarded.add(messages.size() - added);
            wake = becomesBusy();
        }
        wake(wake);
        return offer;
    }

    Offer offerLate(String key, LateMessage message) {
        boolean wake;
        synchronized (lock) {
            if (state != State.OPEN) {
                counters.discarded.increment();
                return Offer.CLOSED;
            }
            if (backlog.replaces(key, message)) {
                conflated++;
                counters.conflated.increment();
                return Offer.TAKEN;
            }
            Late entry = new Late(key, message);
            if (isFullFor(entry.cost())) {
                return Offer.FULL;
            }
            backlog.add(entry);
            wake = becomesBusy();
        }
        wake(wake);
        return Offer.TAKEN;
    }

    /**
     * Offers a message only if nothing is being written or waits for it, and the client is there.
     * It goes before what waits for an acknowledgement.
     */
    boolean offerIfIdle(Encoded message) {
        synchronized (lock) {
            boolean idle = !busy && (backlog.isEmpty() || backlog.isHeldBack());
            if (state != State.OPEN || transport == null || !idle) {
                return false;
            }
            backlog.addFirst(message);
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
            backlog.addFirst(message);
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
            backlog.finishing();
            if (drop) {
                drop();
            }
            if (last != null) {
                backlog.add(last);
            }
            wake = becomesBusy();
            done = !busy && backlog.isEmpty();
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
            backlog.keepIn(null);
        }
    }

    private void drop() {
        counters.discarded.add(backlog.size());
        backlog.clear();
    }

    /**
     * The next write; empty when there is nothing to say after all. For the writer alone, while
     * busy.
     */
    Batch take(HubConnection connection) {
        Filling filling = new Filling();
        Late due = fill(filling, true);
        while (due != null) {
            Encoded made = make(due, connection, filling);
            if (made != null) {
                filling.add(made);
            }
            due = fill(filling, false);
        }
        return new Batch(filling.to, filling.messages, filling.bytes);
    }

    /**
     * Takes what may leave up to the next late message, which has to be made outside the lock; null
     * when there is none.
     */
    private @Nullable Late fill(Filling filling, boolean begin) {
        synchronized (lock) {
            if (begin) {
                filling.to = transport;
            }
            if (transport != null && transport == filling.to) {
                backlog.again(protocol).forEach(filling::add);
                while (filling.bytes < WRITE_BYTES) {
                    switch (backlog.next(filling.bytes, WRITE_BYTES)) {
                        case Encoded message -> filling.add(message);
                        case Late due -> {
                            return due;
                        }
                        case null -> {
                            writing = !filling.messages.isEmpty();
                            return null;
                        }
                    }
                }
            }
            writing = !filling.messages.isEmpty();
            return null;
        }
    }

    /**
     * The write that was begun has not ended at once: the client's socket takes no more. For the
     * writer alone; says nothing when it has ended meanwhile.
     */
    void stuck() {
        synchronized (lock) {
            stuck = writing;
        }
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
                backlog.release(batch.bytes());
            }
        }
    }

    /** The writer has nothing in hand any more. */
    void idle() {
        boolean more;
        boolean done;
        synchronized (lock) {
            busy = false;
            writing = false;
            stuck = false;
            more = becomesBusy();
            done = backlog.isEmpty() && state == State.FINISHING;
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
                    backlog.held(), backlog.size(), sentMessages, sentBytes, sentFrames, conflated);
        }
    }

    private boolean isFullFor(int bytes) {
        boolean flows = transport != null && !stuck && !backlog.isHeldBack();
        long bound = flows ? (long) WRITERS_DUE * maxBytes : maxBytes;
        return backlog.held() > 0 && backlog.held() + bytes > bound;
    }

    private boolean becomesBusy() {
        if (busy || transport == null || !backlog.hasNext()) {
            return false;
        }
        busy = true;
        return true;
    }

    private void wake(boolean wake) {
        if (wake) {
            ready.run();
        }
    }

    /** Null when there is nothing to say, or when it was made and has to wait for its turn. */
    private @Nullable Encoded make(Late entry, HubConnection connection, Filling filling) {
        HubProtocol spoken;
        synchronized (lock) {
            spoken = protocol;
        }
        Encoded message;
        try {
            EncodedMessage made = entry.message().encode(connection);
            message = made == null ? null : made.in(spoken);
        } catch (RuntimeException | Error e) {
            // An Error too: the writer's thread is everybody's.
            counters.lateFailures.increment();
            LOG.warn("Late message '{}' for {} failed", entry.key(), connection.id(), e);
            return null;
        }
        if (message == null) {
            return null;
        }
        synchronized (lock) {
            if (state == State.FINISHED) {
                return null;
            }
            int all = filling.bytes + message.size();
            boolean room = filling.bytes == 0 || all <= WRITE_BYTES;
            return backlog.made(message, room && transport == filling.to) ? message : null;
        }
    }
}
