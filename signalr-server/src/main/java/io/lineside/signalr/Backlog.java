package io.lineside.signalr;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one client, in order; of late messages at most one for each key. Under stateful
 * reconnect it also keeps what has left and may have to be sent again. Counts the bytes that are
 * held, those being written included. Not safe for several threads.
 */
final class Backlog {

    /** What can wait. */
    sealed interface Entry permits Encoded, Late {}

    static final class Late implements Entry {
        private final String key;
        private LateMessage message;

        Late(String key, LateMessage message) {
            this.key = key;
            this.message = message;
        }

        String key() {
            return key;
        }

        /** The newest under this key. */
        LateMessage message() {
            return message;
        }

        /** What a waiting late message counts for: its bytes do not exist yet, its key does. */
        int cost() {
            return LATE_COST + 2 * key.length();
        }
    }

    private static final int LATE_COST = 128;

    private final Deque<Entry> queue = new ArrayDeque<>(8);
    private final Map<String, Late> late = new HashMap<>(8);
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

    void add(Late entry) {
        late.put(entry.key, entry);
        queue.add(entry);
        held += entry.cost();
    }

    /** Puts a newer late message in the place of the one that waits; false when none does. */
    boolean replaces(String key, LateMessage newer) {
        Late waiting = late.get(key);
        if (waiting == null) {
            return false;
        }
        waiting.message = newer;
        return true;
    }

    /**
     * From now on what leaves is kept for a client that may come back; null for one that cannot.
     */
    void keepIn(@Nullable Replay replay) {
        this.replay = replay;
    }

    /** The client is there, on a socket of its own: what it may have missed comes first. */
    void connected() {
        again = replay != null;
    }

    void acknowledged(long sequence) {
        if (replay != null) {
            replay.acknowledged(sequence);
        }
    }

    /** It does not come back any more: nothing has to wait for its acknowledgement. */
    void finishing() {
        last = true;
    }

    /** Whether the client has to acknowledge something before more may leave. */
    boolean isHeldBack() {
        return !last && replay != null && replay.isFull();
    }

    /** Whether something may leave now. */
    boolean hasNext() {
        return again || isTakeable(queue.peek());
    }

    /** What has to be sent again before all else; it is held once more. */
    List<Encoded> again(HubProtocol protocol) {
        if (!again || replay == null) {
            return List.of();
        }
        again = false;
        List<Encoded> messages = replay.again(protocol);
        messages.forEach(message -> held += message.size());
        return messages;
    }

    /**
     * Takes out what leaves next; its bytes are held until they are released. A late message leaves
     * when it is made: see {@link #made}.
     *
     * @param taken bytes that leave with it
     * @param most bytes that may leave together
     * @return null when nothing may leave now, or not with so much else
     */
    @Nullable Entry next(int taken, int most) {
        Entry first = queue.peek();
        if (again || !isTakeable(first)) {
            return null;
        }
        switch (first) {
            case Encoded message -> {
                if (taken > 0 && taken + message.size() > most) {
                    return null;
                }
                leaves(message);
            }
            case Late entry -> {
                late.remove(entry.key);
                held -= entry.cost();
            }
        }
        return queue.poll();
    }

    /** A late message has been made: it leaves now, or keeps its place at the head as it is. */
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

    /** With the replay buffer full the socket counts as one that cannot be written. */
    private boolean isTakeable(@Nullable Entry entry) {
        return switch (entry) {
            case null -> false;
            case Encoded message -> !message.numbered() || !isHeldBack();
            case Late _ -> !isHeldBack();
        };
    }

    /** These bytes have left. */
    void release(int bytes) {
        held = Math.max(0, held - bytes);
    }

    /** Forgets all of it; what is being written counts no more. */
    void clear() {
        queue.clear();
        late.clear();
        again = false;
        held = 0;
    }

    long held() {
        return held;
    }

    int size() {
        return queue.size();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }
}
