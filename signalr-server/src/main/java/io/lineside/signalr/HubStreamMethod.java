package io.lineside.signalr;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One method of a hub that answers with a stream. Runs on a virtual thread of its own, beside the
 * connection's calls; it ends when it returns, when the client cancels it (it is interrupted), or
 * with the connection.
 */
@FunctionalInterface
public interface HubStreamMethod {

    /**
     * @param caller the connection that calls
     * @param arguments as the client sent them; their number and types are not checked yet
     * @param items takes each item of the stream
     * @throws HubException its text is sent to the client
     * @throws HubArgumentException the arguments do not fit; the client is told that, and no more
     * @throws InterruptedException the stream was cancelled
     * @throws Exception anything else: the client is told that it failed, and no more
     */
    void stream(HubConnection caller, List<JsonNode> arguments, Items items) throws Exception;

    /** Where a stream's items go. For the stream's own thread. */
    @FunctionalInterface
    interface Items {

        /**
         * Sends one item, and waits first while much waits for this client already.
         *
         * @param item anything Jackson can write
         * @throws InterruptedException the stream was cancelled
         */
        void send(Object item) throws InterruptedException;
    }
}
