package io.lineside.signalr.connection;

import io.lineside.signalr.HubException;
import io.lineside.signalr.Upload;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An upload between the connection's lane, which puts its items in, and the hub's method, which
 * takes them out.
 */
final class QueuedUpload implements Upload {

    private static final int CAPACITY = 32;
    private static final long LOOK_MILLIS = 100;

    private sealed interface Event {
        record Item(JsonNode value) implements Event {}

        record End(@Nullable String error) implements Event {}
    }

    private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private volatile boolean closed;
    private @Nullable Event ended;

    @Override
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
     * Puts an item in. Waits while many items wait, but not for a method that has ended, nor when
     * the connection has.
     */
    void item(JsonNode value) {
        put(new Event.Item(value));
    }

    /**
     * The client has ended the stream.
     *
     * @param error null when it ended well
     */
    void end(@Nullable String error) {
        put(new Event.End(error));
    }

    private void put(Event event) {
        try {
            while (!closed && !waiting.offer(event, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                // While the method reads slowly, the lane waits, and so does the client.
                continue;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The method has ended: further items are dropped. */
    void abandon() {
        closed = true;
        waiting.clear();
    }

    /** The connection has ended: neither the method nor the lane must wait for ever. */
    void cut() {
        closed = true;
        while (!waiting.offer(new Event.End("The connection was closed."))) {
            waiting.poll();
        }
    }
}
