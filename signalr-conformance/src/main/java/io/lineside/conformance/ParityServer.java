package io.lineside.conformance;

import io.lineside.signalr.Broadcaster;
import io.lineside.signalr.HubOptions;
import io.lineside.signalr.HubTransport;
import io.lineside.signalr.server.SignalRServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.Principal;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The parity hub on loopback, as the reference server offers it: {@code /hub} for everybody, where
 * a token names the user; {@code /private} needs a token, and "bad" is refused; {@code /plain} has
 * WebSockets only. {@link ParityHttp} is beside it. Safe on any thread.
 */
public final class ParityServer implements AutoCloseable {

    private record User(String getName) implements Principal {
        @Override
        public String getName() {
            return getName;
        }
    }

    /** The only origin that is let in. */
    static final String ORIGIN = "http://allowed.example";

    final ParityHub hub;
    final SignalRServer signalr;
    private final SignalRServer restricted;
    private final SignalRServer plain;
    private final Server server;
    private final ServerConnector connector;

    private ParityServer(int port, HubOptions options, MeterRegistry meters) throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool(16, 4);
        threads.setName("parity-http");
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1);
        hub = new ParityHub();
        signalr = SignalRServer.create("/hub", options.withAuthenticator(ParityServer::named), hub);
        hub.broadcaster(signalr.broadcaster());
        restricted = another("/private", options.withAuthenticator(ParityServer::known));
        plain =
                another(
                        "/plain",
                        options.withAuthenticator(ParityServer::named)
                                .withTransports(Set.of(HubTransport.WEB_SOCKETS)));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        server.setHandler(
                new ParityHttp(
                        signalr.broadcaster(),
                        new ProcessStats(signalr.broadcaster(), hub, meters)));
        server.insertHandler(signalr.handler());
        server.insertHandler(restricted.handler());
        server.insertHandler(plain.handler());
        server.start();
    }

    /** On a free port. */
    public static ParityServer start(UnaryOperator<HubOptions> options) throws Exception {
        return start(0, options);
    }

    /**
     * @param port 0 for a free one
     * @param options changes the hub's options, which are the defaults but for the allowed origin
     * @throws Exception the port is taken
     */
    public static ParityServer start(int port, UnaryOperator<HubOptions> options) throws Exception {
        MeterRegistry meters = new SimpleMeterRegistry();
        HubOptions defaults =
                HubOptions.defaults().withAllowedOrigins(ORIGIN::equals).withMeters(meters);
        return new ParityServer(port, options.apply(defaults), meters);
    }

    /** Where it listens. */
    public int port() {
        return connector.getLocalPort();
    }

    /**
     * @param path with its leading slash
     */
    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** To the clients of {@code /hub}. */
    public Broadcaster broadcaster() {
        return signalr.broadcaster();
    }

    /** Says goodbye to all clients and stops. */
    @Override
    public void close() {
        signalr.close();
        restricted.close();
        plain.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server did not stop", e);
        }
    }

    private static SignalRServer another(String path, HubOptions options) {
        ParityHub own = new ParityHub();
        SignalRServer server = SignalRServer.create(path, options, own);
        own.broadcaster(server.broadcaster());
        return server;
    }

    private static Principal named(@Nullable String token) {
        return new User(token == null ? "nobody" : token);
    }

    private static @Nullable Principal known(@Nullable String token) {
        return token == null || token.equals("bad") ? null : new User(token);
    }
}
