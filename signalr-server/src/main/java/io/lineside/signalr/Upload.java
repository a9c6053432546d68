package io.lineside.signalr;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A stream that a client sends. One thread reads it. Bounded: when the method reads too slowly, the
 * connection stops reading from its socket.
 */
public final class Upload {

    private static final int CAPACITY = 32;

    private sealed interface Event {
        record Item(JsonNode value) implements Event {}

        record End(@Nullable String error) implements Event {}
    }

    private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private volatile boolean closed;
    private @Nullable Event ended;

    Upload() {}

    /**
     * Waits for the next item.
     *
     * @return null at the end of the stream
     * @throws HubException the client ended the stream with an error, or is gone
     */
    public @Nullable JsonNode next() throws HubException, InterruptedException {
        Event next = ended != null ? ended : waiting.take();
        return switch (next) {
            case Event.Item(JsonNode value) -> value;
            case Event.End(String error) -> {
                ended = next;
                if (error != null) {
                    throw new HubException(error);
                }
                yield null;
            }
        };
    }

    /**
     * Hands an item over; waits while many wait, but not for a method that has ended, nor once the
     * connection is gone.
     */
    void item(JsonNode value) {
        put(new Event.Item(value));
    }

    void end(@Nullable String error) {
        put(new Event.End(error));
    }

    private void put(Event event) {
        try {
            while (!closed
                    && !waiting.offer(event, 100, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                // The method reads slowly: so does the connection.
                continue;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The method has ended: whatever still comes is dropped. */
    void abandon() {
        closed = true;
        waiting.clear();
    }

    /** The connection is gone: neither the method nor its lane must wait for ever. */
    void cut() {
        closed = true;
        while (!waiting.offer(new Event.End("The connection was closed."))) {
            waiting.poll();
        }
    }
}
