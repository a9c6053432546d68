package io.lineside.signalr;

import org.jspecify.annotations.Nullable;

/**
 * A message that is made only when a client's socket can be written, so that a slow client gets the
 * newest state and never a backlog.
 */
@FunctionalInterface
public interface DeferredMessage {

    /**
     * Makes the message for one connection, whose socket can be written now. Called on a writer
     * thread of the server, so it must not block. When it throws, nothing is sent, and the failure
     * is counted and logged.
     *
     * @return the message; null when there is nothing to send any more
     */
    @Nullable EncodedMessage encode(HubConnection connection);
}
