package io.lineside.relay.broadcast;

import io.lineside.wire.Delivery;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends to groups of clients. The relay's own hub is one back end; a service in the cloud is
 * another. No method waits for a client or for a service.
 */
public interface Broadcast {

    /**
     * Sends to every client of the group, in order with what was sent to it before; never
     * conflated. A back end that cannot deliver counts what it drops, and the clients see by the
     * heads that they missed something.
     */
    void send(String group, Payload payload);

    /**
     * Sends to every client of the group what the payload is for that client when its socket, or
     * the service, can be written. A newer payload replaces one that still waits for the same
     * group.
     */
    void sendDeferred(String group, DeferredPayload payload);

    /**
     * Adds a client to groups. Joining and leaving of one client take effect in the order of the
     * calls.
     *
     * @return false when there is no such client; fails with {@link NoDeliveryException} when the
     *     back end cannot tell or do it
     */
    CompletableFuture<Boolean> join(String connectionId, Collection<String> groups);

    /** Takes a client out of groups; nothing when it is not in them. */
    void leave(String connectionId, Collection<String> groups);

    /**
     * Whether the client is connected.
     *
     * @return fails with {@link NoDeliveryException} when the back end cannot tell
     */
    CompletableFuture<Boolean> isConnected(String connectionId);

    /**
     * Calls the listener with the id of each client that is gone; on a thread of the back end, must
     * not block.
     */
    void onGone(Consumer<String> listener);

    /** How the service that carries the messages does; null where there is none to fail. */
    default @Nullable Delivery delivery() {
        return null;
    }
}
