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
     * Publishes to a group: to every client of the group, after everything that was published to
     * the group before; never conflated. A back end that cannot deliver counts the messages that it
     * drops, and clients see by the heads that they missed some.
     */
    void send(String group, Payload payload);

    /**
     * Publishes a deferred message to a group: each client gets what the payload makes for it when
     * the client's socket, or the service, can be written. A newer payload replaces one that still
     * waits for the same group.
     */
    void sendDeferred(String group, DeferredPayload payload);

    /**
     * Adds a client to groups. Joining and leaving of one client take effect in the order of the
     * calls.
     *
     * @return false when there is no such client; fails with {@link NoDeliveryException} when the
     *     back end cannot find that out, or cannot join the groups
     */
    CompletableFuture<Boolean> join(String connectionId, Collection<String> groups);

    /** Takes a client out of groups; does nothing for a group that the client is not in. */
    void leave(String connectionId, Collection<String> groups);

    /**
     * Whether the client is connected.
     *
     * @return fails with {@link NoDeliveryException} when the back end cannot find that out
     */
    CompletableFuture<Boolean> isConnected(String connectionId);

    /**
     * Calls the listener with the id of each client that is gone. The listener runs on a thread of
     * the back end and must not block.
     */
    void onGone(Consumer<String> listener);

    /** The state of the service that carries the messages; null where there is no such service. */
    default @Nullable Delivery delivery() {
        return null;
    }
}
