package io.lineside.signalr.delivery;

import io.lineside.signalr.DeferredMessage;
import io.lineside.signalr.protocol.Encoded;
import io.lineside.signalr.protocol.HubProtocol;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for one client, in order, with at most one deferred message for each key.
 * Under stateful reconnect the backlog also keeps the messages that have left and may have to be
 * sent again. It counts the bytes that it holds, those being written included. Not safe for several
 * threads.
 */
final class Backlog {

    /**
     * Each element is an {@link Encoded} or a {@link DeferredEntry}. They have no type in common:
     * bytes belong to the protocol, which knows nothing of queues, and a wrapper around them would
     * cost an object for each message and client.
     */
    private final Deque<Object> queue = new ArrayDeque<>(8);

    private final Map<String, DeferredEntry> deferred = new HashMap<>(8);
    private @Nullable Replay replay;
    private boolean again;
    private boolean last;
    private long held;

    void add(Encoded message) {
        queue.add(message);
        held += message.size();
    }

    void addFirst(Encoded message) {
        queue.addFirst(message);
        held += message.size();
    }

    void add(DeferredEntry entry) {
        deferred.put(entry.key(), entry);
        queue.add(entry);
        held += entry.cost();
    }

    /** Replaces the deferred message that waits under this key; false when none waits. */
    boolean replaces(String key, DeferredMessage newer) {
        DeferredEntry waiting = deferred.get(key);
        if (waiting == null) {
            return false;
        }
        waiting.replace(newer);
        return true;
    }

    /**
     * From now on keeps what leaves, for a client that may come back on another socket; null for a
     * client that may not.
     */
    void keepIn(@Nullable Replay kept) {
        replay = kept;
    }

    /** The client is there, on a new socket: the messages that it may have missed leave first. */
    void connected() {
        again = replay != null;
    }

    void acknowledged(long sequence) {
        if (replay != null) {
            replay.acknowledged(sequence);
        }
    }

    /** The client does not come back any more: no message waits for an acknowledgement. */
    void finishing() {
        last = true;
    }

    /** Whether the client has to acknowledge something before more may leave. */
    boolean isHeldBack() {
        return !last && replay != null && replay.isFull();
    }

    /** Whether something may leave now. */
    boolean hasNext() {
        return again || mayLeave(queue.peek());
    }

    /**
     * Moves messages that may leave now into a batch, as many as it has room for; those that have
     * to be sent again come first. Their bytes are held until they are released.
     *
     * @return the deferred message that comes next, taken out: it has to be made before more is
     *     moved, see {@link #made}; null when nothing more may leave in this batch
     */
    @Nullable DeferredEntry fill(BatchBuilder batch, HubProtocol protocol) {
        sendAgain(batch, protocol);
        while (!batch.isFull() && mayLeave(queue.peek())) {
            if (queue.peek() instanceof DeferredEntry due) {
                queue.remove();
                deferred.remove(due.key());
                held -= due.cost();
                return due;
            }
            Encoded message = (Encoded) queue.element();
            if (!batch.hasRoomFor(message)) {
                return null;
            }
            queue.remove();
            leaves(message);
            batch.add(message);
        }
        return null;
    }

    private void sendAgain(BatchBuilder batch, HubProtocol protocol) {
        if (again && replay != null) {
            again = false;
            for (Encoded message : replay.again(protocol)) {
                held += message.size();
                batch.add(message);
            }
        }
    }

    /**
     * A deferred message has been made.
     *
     * @param mayLeave whether it may leave in the batch for which it was made
     * @return whether it leaves; if not, it keeps its place at the head of the queue as it is
     */
    boolean made(Encoded message, boolean mayLeave) {
        held += message.size();
        if (!mayLeave || again) {
            queue.addFirst(message);
            return false;
        }
        leaves(message);
        return true;
    }

    private void leaves(Encoded message) {
        if (replay != null && message.numbered()) {
            replay.sent(message);
        }
    }

    /** A full replay buffer counts as a socket that cannot be written. */
    private boolean mayLeave(@Nullable Object entry) {
        if (entry instanceof Encoded message && !message.numbered()) {
            return true;
        }
        return entry != null && !isHeldBack();
    }

    /** These bytes have been written. */
    void release(int bytes) {
        held = Math.max(0, held - bytes);
    }

    /** Forgets all messages; those being written do not count any more. */
    void clear() {
        queue.clear();
        deferred.clear();
        again = false;
        held = 0;
    }

    /** Bytes. */
    long held() {
        return held;
    }

    /** How many messages wait; a deferred message counts as one. */
    int size() {
        return queue.size();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }
}
