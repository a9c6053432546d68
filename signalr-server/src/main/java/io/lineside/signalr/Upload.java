package io.lineside.signalr;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A stream that a client sends. One thread reads it. Bounded: while the hub's method reads slowly,
 * the server stops reading from the client's socket.
 */
public interface Upload {

    /**
     * Waits for the next item.
     *
     * @return null at the end of the stream, and again after it
     * @throws HubException the client ended the stream with an error, or has gone
     */
    @Nullable JsonNode next() throws HubException, InterruptedException;
}
