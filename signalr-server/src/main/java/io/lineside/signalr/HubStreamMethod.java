package io.lineside.signalr;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One method of a hub that answers with a stream. It runs on a virtual thread of its own, beside
 * the connection's other invocations, and is interrupted when the client cancels the stream or the
 * connection ends.
 */
@FunctionalInterface
public interface HubStreamMethod {

    /**
     * @param caller the connection of the client that calls
     * @param arguments as the client sent them; their number and types are not checked yet
     * @param items sends the items of the stream
     * @throws HubException its message is sent to the client
     * @throws HubArgumentException the arguments do not fit; the client learns that, and no more
     * @throws InterruptedException the stream was cancelled
     * @throws Exception any other failure: the client learns that the call failed, and no more
     */
    void stream(HubConnection caller, List<JsonNode> arguments, Items items) throws Exception;

    /** Sends the items of one stream. For the stream's own thread. */
    @FunctionalInterface
    interface Items {

        /**
         * Sends one item; before that, waits while more than a quarter of {@link
         * HubOptions#withMaxOutboxBytes} waits for the client.
         *
         * @param item anything Jackson can write
         * @throws InterruptedException the stream was cancelled
         */
        void send(Object item) throws InterruptedException;
    }
}
