package io.lineside.signalr.connection;

import io.lineside.signalr.Hub;
import io.lineside.signalr.HubConnection;
import io.lineside.signalr.HubException;
import io.lineside.signalr.OutboxStats;
import io.lineside.signalr.protocol.ServerMessage;
import java.security.Principal;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * One connection between its hub and its client: announces the connection's beginning and end to
 * the hub's code, on the connection's lane, and is what that code sends, asks and closes with, on
 * any thread.
 */
final class HubSession implements HubConnection {

    private static final Logger LOG = LoggerFactory.getLogger(HubSession.class);

    private final ServerConnection connection;
    private final Hub hub;

    /** The lane's own. */
    private boolean begun;

    HubSession(ServerConnection connection, Hub hub) {
        this.connection = connection;
        this.hub = hub;
    }

    /** A connection that its hub does not accept is closed. */
    void begin() {
        begun = true;
        try {
            hub.onConnected(this);
        } catch (Throwable e) {
            LOG.warn("onConnected failed for {}", id(), e);
            connection.close(ServerMessage.Close.FAILED, "onConnected failed: " + e);
        }
    }

    /** Announces the end to the hub, if the beginning was announced, and then to the owner. */
    void end(@Nullable String reason, ConnectionOwner owner) {
        try {
            if (begun) {
                hub.onDisconnected(this, reason);
            }
        } catch (Throwable e) {
            LOG.warn("onDisconnected failed for {}", id(), e);
        } finally {
            owner.forgotten(connection);
        }
    }

    @Override
    public String id() {
        return connection.id();
    }

    @Override
    public Principal principal() {
        return connection.negotiated().principal();
    }

    @Override
    public void send(String target, Object... arguments) {
        connection.recipient().deliver(new ServerMessage.Invocation(null, target, arguments));
    }

    @Override
    public CompletableFuture<JsonNode> ask(String target, Object... arguments) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        String question = connection.streams().ask(answer);
        if (question == null) {
            answer.completeExceptionally(new HubException("The client cannot be asked now."));
        } else {
            connection
                    .recipient()
                    .deliver(new ServerMessage.Invocation(question, target, arguments));
        }
        return answer;
    }

    @Override
    public void abort(String reason) {
        connection.close(ServerMessage.Close.GOODBYE, reason);
    }

    @Override
    public void close(@Nullable String error, boolean mayComeBack) {
        connection.close(new ServerMessage.Close(error, mayComeBack), error);
    }

    @Override
    public boolean isOpen() {
        Lifecycle.State state = connection.state();
        return state == Lifecycle.State.OPEN || state == Lifecycle.State.AWAY;
    }

    @Override
    public OutboxStats outbox() {
        return connection.recipient().stats();
    }

    @Override
    public String toString() {
        return connection.toString();
    }
}
