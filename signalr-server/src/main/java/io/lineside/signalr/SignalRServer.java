package io.lineside.signalr;

import java.security.Principal;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SignalR hub behind one path of a Jetty server.
 *
 * <p>Threads of its own: {@code signalr-clock} (pings and time-outs), {@code signalr-writer-n}
 * (late messages and writing), and a virtual thread {@code signalr-hub-…} per connection while its
 * hub code runs.
 */
public final class SignalRServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SignalRServer.class);
    private static final int ID_BYTES = 16;

    private final HubOptions options;
    private final LongSupplier nanos = System::nanoTime;
    private final SecureRandom random = new SecureRandom();
    private final Counters counters;
    private final Connections connections;
    private final Groups groups = new Groups();
    private final Groups users = new Groups();
    private final Admission admission;
    private final HubDispatcher dispatcher;
    private final Spool spool;
    private final Fanout fanout;
    private final Writers writers;
    private final SignalRHandler handler;
    private final ScheduledExecutorService clock;
    private boolean closed;
    private volatile boolean stopping;

    private SignalRServer(String path, HubOptions options, Hub hub) {
        this.options = options;
        this.counters = new Counters(options.meters(), path);
        this.connections = new Connections(options.maxConnections());
        this.admission = new Admission(options.maxConnectionsPerSecond(), nanos);
        this.dispatcher = new HubDispatcher(hub, options.detailedErrors(), counters);
        this.spool = new Spool(this::wakeWriter);
        this.writers = new Writers(spool::settle);
        this.fanout = new Fanout(connections, groups, users, spool, counters);
        this.handler = new SignalRHandler(path, options, new Source(), counters, this::close);
        counters.gauge("signalr.connections", () -> connections.open().size());
        counters.gauge("signalr.connections.all", connections::taken);
        counters.gauge("signalr.groups", groups::size);
        counters.gauge("signalr.outbox.bytes", () -> waiting().sum());
        counters.gauge("signalr.outbox.bytes.most", () -> waiting().max().orElse(0));
        this.clock =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("signalr-clock").factory());
        var unused =
                clock.scheduleAtFixedRate(() -> tick(connections.all()), 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Makes a server; its threads run until {@link #close}.
     *
     * @param path where the hub is, as in {@code /hub}: begins with a slash and does not end with
     *     one
     * @param options how it behaves
     * @param hub what it offers
     * @throws IllegalArgumentException the path is not like that, or two methods differ only in
     *     case
     */
    public static SignalRServer create(String path, HubOptions options, Hub hub) {
        if (!path.startsWith("/") || path.endsWith("/")) {
            throw new IllegalArgumentException(
                    "path: expected to begin with / and not to end with it, was '" + path + "'");
        }
        return new SignalRServer(path, options, hub);
    }

    /**
     * Serves {@code path} and {@code path/negotiate} and passes every other request on: put it
     * before a server's own handlers with {@code Server.insertHandler}. It closes this server when
     * it stops.
     */
    public Handler.Wrapper handler() {
        return handler;
    }

    public Broadcaster broadcaster() {
        return fanout;
    }

    /**
     * Refuses new clients with 503, tells all clients that they may reconnect, lets what waits go
     * out, and ends this server's threads; takes no longer than twice {@link
     * HubOptions#closeTimeout}. Close it before the Jetty server stops, or clients find their
     * sockets cut. May be called more than once.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stopping = true;
        connections
                .all()
                .forEach(each -> each.close(ServerConnection.COME_BACK, "the server stops"));
        if (!awaitNone()) {
            connections.all().forEach(each -> each.cut("the server stops"));
            if (!awaitNone()) {
                LOG.warn("Hub code of a connection has not ended in {}", options.closeTimeout());
            }
        }
        clock.shutdownNow();
        writers.close();
        counters.close();
    }

    private void wakeWriter() {
        writers.wake();
    }

    private boolean awaitNone() {
        try {
            return connections.awaitNone(options.closeTimeout().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One connection's failure is no other's, and an Error must not end the clock. */
    static void tick(Collection<ServerConnection> all) {
        for (ServerConnection connection : all) {
            try {
                connection.tick();
            } catch (Throwable e) {
                LOG.error("The clock failed for {}", connection, e);
            }
        }
    }

    /** What waits for each client, in bytes. */
    private LongStream waiting() {
        return connections.open().stream().mapToLong(each -> each.outbox().waitingBytes());
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    private final class Source implements SignalRHandler.ConnectionSource, ServerConnection.Owner {

        @Override
        public @Nullable ServerConnection create(
                Principal principal, boolean secretToken, boolean stateful) {
            if (stopping || !admission.admits() || !connections.enter()) {
                return null;
            }
            String id = newId();
            ServerConnection connection =
                    new ServerConnection(
                            id,
                            secretToken ? newId() : id,
                            principal,
                            stateful,
                            options,
                            dispatcher,
                            counters,
                            this,
                            nanos);
            connections.add(connection);
            if (stopping) {
                connection.close(ServerConnection.COME_BACK, "the server stops");
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
            groups.opened(connection);
            if (connection.principal() != HubOptions.ANONYMOUS) {
                users.opened(connection);
                users.join(connection, connection.principal().getName());
            }
            connections.opened(connection);
        }

        @Override
        public void ended(ServerConnection connection) {
            connections.remove(connection);
            groups.ended(connection);
            users.ended(connection);
        }

        @Override
        public void forgotten(ServerConnection connection) {
            connections.leave();
        }

        @Override
        public void ready(ServerConnection connection) {
            writers.ready(connection);
        }

        @Override
        public void settle() {
            spool.settle();
        }
    }
}
