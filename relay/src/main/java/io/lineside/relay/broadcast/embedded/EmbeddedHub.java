package io.lineside.relay.broadcast.embedded;

import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.DeferredPayload;
import io.lineside.relay.broadcast.Payload;
import io.lineside.signalr.Authenticator;
import io.lineside.signalr.Broadcaster;
import io.lineside.signalr.EncodedMessage;
import io.lineside.signalr.Hub;
import io.lineside.signalr.HubConnection;
import io.lineside.signalr.HubOptions;
import io.lineside.signalr.server.SignalRServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/** The relay's own hub, served under {@code /hub} by the relay's web server. */
public final class EmbeddedHub implements Broadcast, AutoCloseable {

    public static final String PATH = "/hub";

    private final List<Consumer<String>> goneListeners = new CopyOnWriteArrayList<>();
    private final SignalRServer server;
    private final Broadcaster broadcaster;

    /**
     * @param authenticator finds the user of a client's access token
     * @param allowedOrigins the origins whose pages may connect
     */
    public EmbeddedHub(
            Authenticator authenticator, Predicate<String> allowedOrigins, MeterRegistry meters) {
        server =
                SignalRServer.create(
                        PATH,
                        HubOptions.defaults()
                                .withAuthenticator(authenticator)
                                .withAllowedOrigins(allowedOrigins)
                                .withMeters(meters),
                        new Hub() {
                            @Override
                            public void onDisconnected(
                                    HubConnection connection, @Nullable String reason) {
                                goneListeners.forEach(listener -> listener.accept(connection.id()));
                            }
                        });
        broadcaster = server.broadcaster();
    }

    /** The hub's handler, to be put before the web server's own handlers. */
    public Handler.Wrapper handler() {
        return server.handler();
    }

    @Override
    public void send(String group, Payload payload) {
        broadcaster.toGroup(group, encode(payload));
    }

    @Override
    public void sendDeferred(String group, DeferredPayload deferred) {
        broadcaster.toGroupDeferred(
                group,
                group,
                connection -> {
                    Payload payload = deferred.forConnection(connection.id());
                    return payload == null ? null : encode(payload);
                });
    }

    private static EncodedMessage encode(Payload payload) {
        return payload.encoded(EncodedMessage.class, EncodedMessage::rawInvocation);
    }

    @Override
    public CompletableFuture<Boolean> join(String connectionId, Collection<String> groups) {
        groups.forEach(group -> broadcaster.join(connectionId, group));
        return isConnected(connectionId);
    }

    @Override
    public void leave(String connectionId, Collection<String> groups) {
        groups.forEach(group -> broadcaster.leave(connectionId, group));
    }

    @Override
    public CompletableFuture<Boolean> isConnected(String connectionId) {
        return CompletableFuture.completedFuture(broadcaster.connection(connectionId).isPresent());
    }

    @Override
    public void onGone(Consumer<String> listener) {
        goneListeners.add(listener);
    }

    /**
     * Asks the clients to reconnect, and sends the messages that wait. To be called before the web
     * server stops.
     */
    @Override
    public void close() {
        server.close();
    }
}
