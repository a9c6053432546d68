package io.lineside.signalr.delivery;

import io.lineside.signalr.DeferredMessage;
import io.lineside.signalr.HubConnection;
import io.lineside.signalr.OutboxStats;
import io.lineside.signalr.protocol.Encoded;
import io.lineside.signalr.protocol.HubProtocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for one client, bounded in bytes. Safe on any thread; no method waits.
 *
 * <p>Any thread offers messages, and one writer at a time takes them. When there is something to
 * take, {@code ready} is run, and the outbox is busy from then on until the writer calls {@link
 * #written}, {@link #unwritten} or {@link #idle}; while it is busy, {@code ready} is not run again.
 * A deferred message is made when the writer takes it.
 *
 * <p>This class holds the lock, and runs callbacks outside it; what is decided under the lock is in
 * {@link OutboxState}.
 */
public final class Outbox {

    /** What became of a message that was offered. */
    enum Offer {
        TAKEN,
        /** The message would pass the bound: this client is too slow. */
        FULL,
        /** The connection is ending and takes no more messages. */
        CLOSED
    }

    private final Counters counters;
    private final Runnable ready;
    private final Runnable finished;

    /** Guarded by its own monitor. */
    private final OutboxState state;

    /**
     * @param ready run when there is something to take, on the thread that offered it and outside
     *     any lock
     * @param finished run once, when all has been written after {@link #finish}
     */
    Outbox(int maxBytes, Counters counters, Runnable ready, Runnable finished) {
        this.counters = counters;
        this.ready = ready;
        this.finished = finished;
        this.state = new OutboxState(maxBytes, counters);
    }

    /** From now on messages leave through this outlet, which takes the place of the one before. */
    public void connect(Outlet to) {
        boolean wake;
        synchronized (state) {
            state.connect(to);
            wake = state.becomesBusy();
        }
        wake(wake);
    }

    /** The client is away: messages wait, within the bound, for the next {@link #connect}. */
    public void disconnect() {
        synchronized (state) {
            state.disconnect();
        }
    }

    /** See {@link Recipient#speak}. */
    void speak(HubProtocol protocol, Encoded first, int replayBytes) {
        synchronized (state) {
            state.speak(protocol, first, replayBytes > 0 ? new Replay(replayBytes) : null);
        }
    }

    /** Has the messages that wait written. */
    public void begin() {
        boolean wake;
        synchronized (state) {
            wake = state.becomesBusy();
        }
        wake(wake);
    }

    /** The client has received all numbered messages up to this number. */
    public void acknowledged(long sequence) {
        boolean wake;
        synchronized (state) {
            state.acknowledged(sequence);
            wake = state.becomesBusy();
        }
        wake(wake);
    }

    Offer offer(Encoded message) {
        Offer offer;
        boolean wake;
        synchronized (state) {
            offer = state.offer(message);
            wake = offer == Offer.TAKEN && state.becomesBusy();
        }
        wake(wake);
        return offer;
    }

    /**
     * Offers several messages in a row. When one of them finds the outbox full, the outbox takes
     * nothing more at all, so that what the client gets before it is disconnected has no gap.
     */
    Offer offerAll(List<Encoded> messages) {
        Offer offer;
        boolean wake;
        synchronized (state) {
            offer = state.offerAll(messages);
            wake = state.becomesBusy();
        }
        wake(wake);
        return offer;
    }

    /** Offers a message that takes the place of the one that waits under the same key, if any. */
    Offer offerDeferred(String key, DeferredMessage message) {
        Offer offer;
        boolean wake;
        synchronized (state) {
            offer = state.offerDeferred(key, message);
            wake = offer == Offer.TAKEN && state.becomesBusy();
        }
        wake(wake);
        return offer;
    }

    /**
     * Offers a message that is taken only when the client is there and nothing is being written or
     * waits to be. It leaves before messages that wait for an acknowledgement.
     *
     * @return whether it was taken
     */
    public boolean offerIfIdle(Encoded message) {
        boolean taken;
        synchronized (state) {
            taken = state.offerIfIdle(message);
        }
        wake(taken);
        return taken;
    }

    /**
     * Offers a message that leaves before all others: an acknowledgement must not wait until the
     * other side has acknowledged something.
     */
    public void offerFirst(Encoded message) {
        boolean wake;
        synchronized (state) {
            wake = state.offerFirst(message) && state.becomesBusy();
        }
        wake(wake);
    }

    /** Takes this message as the last: it leaves behind all that wait. */
    public void finish(Encoded last) {
        finish(last, false);
    }

    /** Takes nothing more and drops what waits; the write that is under way is the last. */
    public void finishNow() {
        finish(null, true);
    }

    private void finish(@Nullable Encoded last, boolean drop) {
        boolean wake;
        boolean done;
        synchronized (state) {
            if (!state.finish(last, drop)) {
                return;
            }
            wake = state.becomesBusy();
            done = state.becomesFinished();
        }
        wake(wake);
        if (done) {
            finished.run();
        }
    }

    /** Takes nothing more and drops what waits; nothing leaves any more. */
    public void discard() {
        synchronized (state) {
            state.discard();
        }
    }

    /**
     * Takes out what leaves in the next write; nothing when there is nothing to send after all. For
     * the writer alone, while the outbox is busy.
     */
    Batch take(HubConnection connection) {
        BatchBuilder batch = new BatchBuilder();
        DeferredEntry due;
        synchronized (state) {
            due = state.begin(batch);
        }
        while (due != null) {
            Encoded made = due.make(protocol(), connection, counters);
            synchronized (state) {
                if (made != null) {
                    state.made(made, batch);
                }
                due = state.fill(batch);
            }
        }
        return batch.build();
    }

    private HubProtocol protocol() {
        synchronized (state) {
            return state.protocol();
        }
    }

    /**
     * The write that was begun has not ended at once: the client's socket takes no more. For the
     * writer alone; does nothing when the write has ended meanwhile.
     */
    void stuck() {
        synchronized (state) {
            state.stuck();
        }
    }

    /** A write has ended well; for the writer alone. */
    void written(Batch batch) {
        synchronized (state) {
            state.written(batch);
        }
        counters.sentMessages.add(batch.messages().size());
        counters.sentBytes.add(batch.bytes());
        idle();
    }

    /** A write to a client that may come back has failed; for the writer alone. */
    void unwritten(Batch batch) {
        synchronized (state) {
            state.release(batch);
        }
        idle();
    }

    /** The writer has nothing in hand any more. */
    void idle() {
        boolean wake;
        boolean done;
        synchronized (state) {
            state.idle();
            wake = state.becomesBusy();
            done = state.becomesFinished();
        }
        wake(wake);
        if (done) {
            finished.run();
        }
    }

    public OutboxStats stats() {
        synchronized (state) {
            return state.stats();
        }
    }

    private void wake(boolean wake) {
        if (wake) {
            ready.run();
        }
    }
}
