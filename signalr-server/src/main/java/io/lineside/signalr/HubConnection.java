package io.lineside.signalr;

import java.security.Principal;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The connection of one client. Safe on any thread; no method waits for the client. */
public interface HubConnection {

    /** The public id, which the client knows as its connection id. Never the secret token. */
    String id();

    /** Who the client is, as the {@link Authenticator} decided. */
    Principal principal();

    /**
     * Invokes a method of this client alone and wants no answer. Does nothing when the connection
     * is closing; disconnects the client when its outbox is full.
     *
     * @param target the client's method
     * @param arguments anything Jackson can write
     */
    void send(String target, Object... arguments);

    /**
     * Invokes a method of this client and passes its answer on. The future fails with a {@link
     * HubException} when the client answers with an error, has no such method, has gone, or owes
     * 100 answers already. It never fails by the passing of time: give it an {@code orTimeout}. A
     * hub method may wait for it. Stages that depend on it run on a virtual thread and may block.
     *
     * @param target the client's method
     * @param arguments anything Jackson can write
     */
    CompletableFuture<JsonNode> ask(String target, Object... arguments);

    /**
     * Closes the connection when the messages that wait for it have been written.
     *
     * @param reason for the log and for {@link Hub#onDisconnected}; the client does not see it
     */
    void abort(String reason);

    /**
     * Closes the connection when the messages that wait for it have been written, and sends the
     * client the reason.
     *
     * @param error shown to the client, so put nothing secret into it; null closes in good order
     * @param mayComeBack whether a client that reconnects by itself is allowed to
     */
    void close(@Nullable String error, boolean mayComeBack);

    /** True from the end of the handshake to the beginning of closing. */
    boolean isOpen();

    /** The state of this connection's outbox at this moment. */
    OutboxStats outbox();
}
