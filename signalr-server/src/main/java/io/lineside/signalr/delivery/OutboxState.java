package io.lineside.signalr.delivery;

import io.lineside.signalr.DeferredMessage;
import io.lineside.signalr.OutboxStats;
import io.lineside.signalr.delivery.Outbox.Offer;
import io.lineside.signalr.protocol.Encoded;
import io.lineside.signalr.protocol.HubProtocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of an outbox: which messages it takes, when it is full, what leaves next, and when a
 * writer is needed. Not safe for several threads: {@link Outbox} calls it under its lock.
 */
final class OutboxState {

    private enum Phase {
        OPEN,
        /** What waits leaves; nothing more is taken. */
        FINISHING,
        FINISHED
    }

    /**
     * How many times the bound may wait while the socket takes all that it is given: then this
     * process is behind, not the client.
     */
    private static final int WRITERS_DUE = 16;

    private final int maxBytes;
    private final Counters counters;
    private final Backlog backlog = new Backlog();
    private Phase phase = Phase.OPEN;
    private HubProtocol protocol = HubProtocol.JSON;
    private @Nullable Outlet outlet;

    /** Whether a writer has been called and has not yet reported that it has nothing in hand. */
    private boolean busy;

    /** Whether a writer has taken a batch whose write has not ended. */
    private boolean writing;

    /** Whether that write has not ended at once. */
    private boolean stuck;

    private long sentMessages;
    private long sentBytes;
    private long sentFrames;
    private long conflated;

    OutboxState(int maxBytes, Counters counters) {
        this.maxBytes = maxBytes;
        this.counters = counters;
    }

    void connect(Outlet to) {
        outlet = to;
        backlog.connected();
    }

    void disconnect() {
        outlet = null;
    }

    /**
     * @param first leaves before all other messages
     * @param replay keeps what the client may have to be sent again; null for a client that may not
     *     come back
     */
    void speak(HubProtocol spoken, Encoded first, @Nullable Replay replay) {
        protocol = spoken;
        backlog.keepIn(replay);
        backlog.add(first);
    }

    HubProtocol protocol() {
        return protocol;
    }

    void acknowledged(long sequence) {
        backlog.acknowledged(sequence);
    }

    Offer offer(Encoded message) {
        if (phase != Phase.OPEN) {
            counters.discarded.increment();
            return Offer.CLOSED;
        }
        if (isFullFor(message.size())) {
            return Offer.FULL;
        }
        backlog.add(message);
        return Offer.TAKEN;
    }

    /** See {@link Outbox#offerAll}. */
    Offer offerAll(List<Encoded> messages) {
        int added = 0;
        Offer offer = Offer.TAKEN;
        while (added < messages.size() && offer == Offer.TAKEN) {
            Encoded message = messages.get(added);
            if (phase != Phase.OPEN) {
                offer = Offer.CLOSED;
            } else if (isFullFor(message.size())) {
                phase = Phase.FINISHED;
                offer = Offer.FULL;
            } else {
                backlog.add(message);
                added++;
            }
        }
        counters.discarded.add(messages.size() - added);
        return offer;
    }

    Offer offerDeferred(String key, DeferredMessage message) {
        if (phase != Phase.OPEN) {
            counters.discarded.increment();
            return Offer.CLOSED;
        }
        if (backlog.replaces(key, message)) {
            conflated++;
            counters.conflated.increment();
            return Offer.TAKEN;
        }
        DeferredEntry entry = new DeferredEntry(key, message);
        if (isFullFor(entry.cost())) {
            return Offer.FULL;
        }
        backlog.add(entry);
        return Offer.TAKEN;
    }

    /** See {@link Outbox#offerIfIdle}; makes the outbox busy when the message is taken. */
    boolean offerIfIdle(Encoded message) {
        boolean idle = !busy && (backlog.isEmpty() || backlog.isHeldBack());
        if (phase != Phase.OPEN || outlet == null || !idle) {
            return false;
        }
        backlog.addFirst(message);
        busy = true;
        return true;
    }

    /** False when nothing more is taken. */
    boolean offerFirst(Encoded message) {
        if (phase != Phase.OPEN) {
            return false;
        }
        backlog.addFirst(message);
        return true;
    }

    /**
     * From now on takes nothing more.
     *
     * @param last leaves behind all other messages; null for none
     * @param drop whether the messages that wait are dropped
     * @return false when this was so already
     */
    boolean finish(@Nullable Encoded last, boolean drop) {
        if (phase != Phase.OPEN) {
            return false;
        }
        phase = Phase.FINISHING;
        backlog.finishing();
        if (drop) {
            drop();
        }
        if (last != null) {
            backlog.add(last);
        }
        return true;
    }

    void discard() {
        phase = Phase.FINISHED;
        drop();
        backlog.keepIn(null);
    }

    private void drop() {
        counters.discarded.add(backlog.size());
        backlog.clear();
    }

    /** Begins a batch for the outlet that there is now; see {@link #fill}. */
    @Nullable DeferredEntry begin(BatchBuilder batch) {
        batch.to(outlet);
        return fill(batch);
    }

    /**
     * Moves into the batch what may leave with it, unless the client has changed its socket since
     * the batch was begun.
     *
     * @return the deferred message that has to be made next, outside the lock; null when the batch
     *     is complete
     */
    @Nullable DeferredEntry fill(BatchBuilder batch) {
        if (outlet != null && outlet == batch.to()) {
            DeferredEntry due = backlog.fill(batch, protocol);
            if (due != null) {
                return due;
            }
        }
        writing = !batch.isEmpty();
        return null;
    }

    /** Puts a deferred message that has been made into the batch, or back to wait for its turn. */
    void made(Encoded message, BatchBuilder batch) {
        if (phase == Phase.FINISHED) {
            return;
        }
        boolean mayLeave = batch.hasRoomFor(message) && outlet == batch.to();
        if (backlog.made(message, mayLeave)) {
            batch.add(message);
        }
    }

    void stuck() {
        stuck = writing;
    }

    void written(Batch batch) {
        release(batch);
        sentMessages += batch.messages().size();
        sentBytes += batch.bytes();
        sentFrames++;
    }

    void release(Batch batch) {
        if (phase != Phase.FINISHED) {
            backlog.release(batch.bytes());
        }
    }

    void idle() {
        busy = false;
        writing = false;
        stuck = false;
    }

    OutboxStats stats() {
        return new OutboxStats(
                backlog.held(), backlog.size(), sentMessages, sentBytes, sentFrames, conflated);
    }

    /** Whether a writer has to be called now; if so, the outbox is busy from now on. */
    boolean becomesBusy() {
        if (busy || outlet == null || !backlog.hasNext()) {
            return false;
        }
        busy = true;
        return true;
    }

    /** Whether the last message has been written just now. */
    boolean becomesFinished() {
        if (busy || phase != Phase.FINISHING || !backlog.isEmpty()) {
            return false;
        }
        phase = Phase.FINISHED;
        return true;
    }

    private boolean isFullFor(int bytes) {
        boolean flows = outlet != null && !stuck && !backlog.isHeldBack();
        long bound = flows ? (long) WRITERS_DUE * maxBytes : maxBytes;
        return backlog.held() > 0 && backlog.held() + bytes > bound;
    }
}
