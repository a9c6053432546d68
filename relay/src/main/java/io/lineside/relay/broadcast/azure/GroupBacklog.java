package io.lineside.relay.broadcast.azure;

import io.lineside.relay.broadcast.DeferredPayload;
import io.lineside.relay.broadcast.Payload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait to be sent to one group, in order and bounded. Messages that must not be
 * delivered twice wait together; of repeatable messages the newest few wait; of deferred messages
 * the newest alone. Guarded by the monitor of its {@link GroupQueue}.
 */
final class GroupBacklog {

    /**
     * The most messages that must not be delivered twice. With more than that, the journal serves
     * the clients better than a backlog.
     */
    static final int MOST_ONCE = 2_000;

    /**
     * The most heads and overviews: a short failure of the service must not make a gap in their
     * sequence.
     */
    static final int MOST_REPEATABLE = 3;

    /** The most messages that are sent together. */
    static final int MOST_TOGETHER = 200;

    /** What one send carries. */
    sealed interface Work {
        /** Messages that must not be delivered twice, sent as one. */
        record Once(List<Payload> payloads) implements Work {}

        /** A message that may be repeated. */
        record Repeatable(Payload payload) implements Work {}

        /** A message that is made now, and made anew for each try. */
        record Deferred(DeferredPayload payload) implements Work {}
    }

    private final Deque<Payload> waiting = new ArrayDeque<>();
    private @Nullable DeferredPayload deferred;

    /** How many messages wait; a deferred message counts as one. */
    int size() {
        return waiting.size() + (deferred == null ? 0 : 1);
    }

    /**
     * Appends a message.
     *
     * @return how many messages were dropped for it
     */
    int offer(Payload payload) {
        int dropped = 0;
        boolean repeatable = payload.together() == null;
        if (waiting.size() >= (repeatable ? MOST_REPEATABLE : MOST_ONCE)) {
            if (repeatable) {
                waiting.removeFirst();
                dropped = 1;
            } else {
                // The next message that is sent shows a gap, and the clients read all of the
                // dropped ones from the journal.
                dropped = waiting.size();
                waiting.clear();
            }
        }
        waiting.add(payload);
        return dropped;
    }

    /** Puts a deferred message in, in the place of an older one. */
    void offer(DeferredPayload payload) {
        deferred = payload;
    }

    /**
     * Takes what is to be sent next; null when nothing waits.
     *
     * @param largest the largest body, in bytes
     */
    @Nullable Work next(int largest) {
        if (!waiting.isEmpty()) {
            Payload first = waiting.removeFirst();
            return first.together() == null
                    ? new Work.Repeatable(first)
                    : new Work.Once(together(first, largest));
        }
        DeferredPayload due = deferred;
        deferred = null;
        return due == null ? null : new Work.Deferred(due);
    }

    private List<Payload> together(Payload first, int largest) {
        List<Payload> batch = new ArrayList<>(List.of(first));
        int size = first.size() + MessageBody.OVERHEAD;
        for (Payload next = waiting.peekFirst();
                next != null
                        && Objects.equals(next.together(), first.together())
                        && batch.size() < MOST_TOGETHER
                        && size + next.size() < largest;
                next = waiting.peekFirst()) {
            batch.add(waiting.removeFirst());
            size += next.size() + 1;
        }
        return batch;
    }

    /** Puts messages that were not sent back to the front, in their order. */
    void putBack(List<Payload> payloads) {
        payloads.reversed().forEach(waiting::addFirst);
    }

    /** Puts a repeatable message back, unless a newer message waits, which replaces it. */
    void putBack(Payload payload) {
        if (waiting.isEmpty()) {
            waiting.addFirst(payload);
        }
    }

    /** Puts a deferred message back, unless a newer one waits. */
    void putBack(DeferredPayload payload) {
        if (deferred == null) {
            deferred = payload;
        }
    }
}
