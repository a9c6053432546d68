package io.lineside.relay.broadcast;

import io.lineside.wire.Delivery;
import java.util.Collection;
import java.util.List;
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
     * conflated. A back end that cannot get rid of it counts what it drops, and the heads tell the
     * clients that they missed something.
     */
    void send(String group, Payload payload);

    /**
     * Sends to every client of the group what the supplier gives for it when its socket, or the
     * service, can be written. A newer one replaces one that still waits for the same group.
     */
    void sendLate(String group, LatePayload payload);

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

    /** What a late message is: for one client, or for all of a group at once. Must not block. */
    interface LatePayload {

        /** What this client is to be sent now; null for nothing. */
        @Nullable Payload forConnection(String connectionId);

        /**
         * What the whole group is to be sent now, by a back end that cannot tell its clients apart;
         * null for nothing.
         *
         * @param largest how many bytes one argument may have
         */
        @Nullable GroupPayload forGroup(int largest);
    }

    /**
     * A late message for a whole group.
     *
     * @param parts to be sent one after the other
     * @param accepted to be called when all of them were taken; until then the next late message
     *     tells the same again, which harms nobody
     */
    record GroupPayload(List<Payload> parts, Runnable accepted) {}
}
