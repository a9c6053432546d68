package io.lineside.signalr.server;

import io.lineside.signalr.Broadcaster;
import io.lineside.signalr.Hub;
import io.lineside.signalr.HubOptions;
import io.lineside.signalr.connection.ConnectionClock;
import io.lineside.signalr.connection.ConnectionOwner;
import io.lineside.signalr.connection.Connections;
import io.lineside.signalr.connection.HubDispatcher;
import io.lineside.signalr.connection.Negotiated;
import io.lineside.signalr.connection.ServerConnection;
import io.lineside.signalr.delivery.Counters;
import io.lineside.signalr.delivery.Delivery;
import io.lineside.signalr.delivery.Recipient;
import io.lineside.signalr.protocol.ServerMessage;
import io.lineside.signalr.transport.SignalRHandler;
import java.security.Principal;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SignalR hub behind one path of a Jetty server. Safe on any thread.
 *
 * <p>A server has threads of its own: {@code signalr-clock} (pings and time-outs), {@code
 * signalr-writer-n} (deferred messages and writing), and for each connection a virtual thread
 * {@code signalr-hub-…} while its hub code runs.
 */
public final class SignalRServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SignalRServer.class);
    private static final int ID_BYTES = 16;

    private final HubOptions options;
    private final LongSupplier nanos = System::nanoTime;
    private final SecureRandom random = new SecureRandom();
    private final Counters counters;
    private final Delivery delivery;
    private final Connections connections;
    private final ConnectionClock clock;
    private final Admission admission;
    private final HubDispatcher dispatcher;
    private final SignalRHandler handler;
    private boolean closed;
    private volatile boolean stopping;

    private SignalRServer(String path, HubOptions options, Hub hub) {
        this.options = options;
        this.counters = new Counters(options.meters(), path);
        this.dispatcher = new HubDispatcher(hub, options.detailedErrors(), counters);
        this.admission = new Admission(options.maxConnectionsPerSecond(), nanos);
        this.connections = new Connections(options.maxConnections());
        this.delivery = new Delivery(counters);
        this.handler = new SignalRHandler(path, options, new Source(), counters, this::close);
        counters.gauge("signalr.connections.all", connections::taken);
        this.clock = new ConnectionClock(connections);
    }

    /**
     * Makes a server; its threads run until {@link #close}.
     *
     * @param path where the hub is, as in {@code /hub}: begins with a slash and does not end with
     *     one
     * @param options how the server behaves
     * @param hub what it offers to clients
     * @throws IllegalArgumentException the path is not like that, or two methods have the same
     *     name, ignoring case
     */
    public static SignalRServer create(String path, HubOptions options, Hub hub) {
        if (!path.startsWith("/") || path.endsWith("/")) {
            throw new IllegalArgumentException(
                    "path: expected to begin with / and not to end with it, was '" + path + "'");
        }
        return new SignalRServer(path, options, hub);
    }

    /**
     * Serves {@code path} and {@code path/negotiate}, and passes every other request on: put it
     * before the handlers of a Jetty server with {@code Server.insertHandler}. It closes this
     * server when it stops.
     */
    public Handler.Wrapper handler() {
        return handler;
    }

    /** Publishes to the clients of this server. */
    public Broadcaster broadcaster() {
        return delivery.broadcaster();
    }

    /**
     * Refuses new clients with 503, closes all connections in a way after which clients may
     * reconnect, lets the messages that wait be written, and ends this server's threads. Takes no
     * longer than twice {@link HubOptions#closeTimeout}. Close this server before the Jetty server
     * stops, which cuts the sockets of all clients. May be called more than once.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stopping = true;
        connections.all().forEach(SignalRServer::closeForReconnect);
        if (!awaitNone()) {
            connections.all().forEach(each -> each.cut("the server stops"));
            if (!awaitNone()) {
                LOG.warn("Hub code of a connection has not ended in {}", options.closeTimeout());
            }
        }
        clock.close();
        delivery.close();
        counters.close();
    }

    private static void closeForReconnect(ServerConnection connection) {
        connection.close(ServerMessage.Close.MAY_RETURN, "the server stops");
    }

    private boolean awaitNone() {
        try {
            return connections.awaitNone(options.closeTimeout().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    /** Joins the parts of the server: makes connections, and has them delivered to. */
    private final class Source implements SignalRHandler.ConnectionSource, ConnectionOwner {

        @Override
        public @Nullable ServerConnection create(
                Principal principal, boolean secretToken, boolean stateful) {
            if (stopping || !admission.admits() || !connections.enter()) {
                return null;
            }
            String id = newId();
            String token = secretToken ? newId() : id;
            ServerConnection connection =
                    new ServerConnection(
                            new Negotiated(id, token, principal, stateful),
                            options,
                            dispatcher,
                            counters,
                            this,
                            nanos);
            connections.add(connection);
            if (stopping) {
                closeForReconnect(connection);
                return null;
            }
            return connection;
        }

        @Override
        public @Nullable ServerConnection find(String token) {
            return connections.byToken(token);
        }

        @Override
        public void opened(ServerConnection connection) {
            delivery.opened(connection.recipient());
        }

        @Override
        public void ended(ServerConnection connection) {
            connections.remove(connection);
            delivery.ended(connection.recipient());
        }

        @Override
        public void forgotten(ServerConnection connection) {
            connections.leave();
        }

        @Override
        public void ready(Recipient recipient) {
            delivery.ready(recipient);
        }

        @Override
        public void settle() {
            delivery.settle();
        }
    }
}
