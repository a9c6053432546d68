package io.lineside.signalr;

import org.jspecify.annotations.Nullable;

/**
 * A message that is made only when it can be written, so that a slow client gets the newest state
 * and never a backlog.
 */
@FunctionalInterface
public interface LateMessage {

    /**
     * Called when this connection's socket can be written, on a writer thread of the server; it
     * must not block. When it throws, nothing is sent and the failure is counted and logged.
     *
     * @return what to send; null when there is nothing to say any more
     */
    @Nullable EncodedMessage encode(HubConnection connection);
}
