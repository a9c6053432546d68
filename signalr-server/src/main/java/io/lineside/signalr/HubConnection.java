package io.lineside.signalr;

import java.security.Principal;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One client's connection. Safe on any thread; nothing here waits for the client. */
public interface HubConnection {

    /** The public id: what the client knows as its connection id. Never the secret token. */
    String id();

    /** Who the client is, as the {@link Authenticator} said. */
    Principal principal();

    /**
     * Sends an invocation to this client alone. Does nothing when the connection is closing;
     * disconnects the client when its outbox is full.
     *
     * @param target the client's method
     * @param arguments anything Jackson can write
     */
    void send(String target, Object... arguments);

    /**
     * Asks this client and gives what it answers. Fails with a {@link HubException} when the client
     * answers with an error, has no such method, is gone, or owes a hundred answers already; never
     * fails by time, so give the future an {@code orTimeout}. A hub method may wait for it, and
     * what follows it may block.
     *
     * @param target the client's method
     * @param arguments anything Jackson can write
     */
    CompletableFuture<JsonNode> ask(String target, Object... arguments);

    /**
     * Closes the connection, after what is already waiting for it.
     *
     * @param reason for the log and {@link Hub#onDisconnected}; the client does not see it
     */
    void abort(String reason);

    /**
     * Closes the connection, after what is already waiting for it, and tells the client why.
     *
     * @param error shown to the client, so nothing secret; null for a goodbye in good order
     * @param mayComeBack whether clients that reconnect by themselves may
     */
    void close(@Nullable String error, boolean mayComeBack);

    /** True from the handshake until closing begins. */
    boolean isOpen();

    /** How this connection's outbox stands now. */
    OutboxStats outbox();
}
