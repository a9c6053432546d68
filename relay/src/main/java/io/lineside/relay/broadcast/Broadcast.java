package io.lineside.relay.broadcast;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends to groups of clients. The relay's own hub is one back end; a service in the cloud may be
 * another.
 */
public interface Broadcast {

    /**
     * Sends to every client of the group, in order with what was sent to it before; never
     * conflated.
     */
    void send(String group, Payload payload);

    /**
     * Sends to every client of the group what the supplier gives for it when its socket can be
     * written. A newer one replaces one that still waits for the same group.
     */
    void sendLate(String group, LatePayload payload);

    /** Adds a client to a group; false when there is no such client. */
    boolean join(String connectionId, String group);

    /** Takes a client out of a group; false when it was not in it. */
    boolean leave(String connectionId, String group);

    /** Whether the client is connected. */
    boolean isConnected(String connectionId);

    /**
     * Calls the listener with the id of each client that is gone; on a thread of the back end, must
     * not block.
     */
    void onGone(Consumer<String> listener);

    /** What a late message is, for one client. */
    @FunctionalInterface
    interface LatePayload {

        /** What this client is to be sent now; null for nothing. Must not block. */
        @Nullable Payload forConnection(String connectionId);
    }
}
