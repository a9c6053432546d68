package io.lineside.signalr;

import java.security.Principal;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * A hub server on loopback: {@code /hub} for everybody, where a token names the user; {@code
 * /private} needs a token, and "bad" is refused; {@code /plain} as /hub.
 */
final class TestServer implements AutoCloseable {

    private record User(String getName) implements Principal {
        @Override
        public String getName() {
            return getName;
        }
    }

    final TestHub hub;
    final SignalRServer signalr;
    private final SignalRServer restricted;
    private final SignalRServer plain;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    private TestServer(int port, HubOptions options) throws Exception {
        hub = new TestHub();
        signalr = SignalRServer.create("/hub", options.withAuthenticator(TestServer::named), hub);
        hub.broadcaster(signalr.broadcaster());
        restricted = another("/private", options.withAuthenticator(TestServer::known));
        plain =
                another(
                        "/plain",
                        options.withAuthenticator(TestServer::named)
                                .withTransports(Set.of(HubTransport.WEB_SOCKETS)));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.insertHandler(signalr.handler());
        server.insertHandler(restricted.handler());
        server.insertHandler(plain.handler());
        server.start();
    }

    static TestServer start(UnaryOperator<HubOptions> options) throws Exception {
        return start(0, options);
    }

    static TestServer start(int port, UnaryOperator<HubOptions> options) throws Exception {
        HubOptions defaults =
                HubOptions.defaults().withAllowedOrigins("http://allowed.example"::equals);
        return new TestServer(port, options.apply(defaults));
    }

    /**
     * Runs until its standard input ends, with the time-outs that a comparison with the reference
     * server uses.
     */
    public static void main(String[] args) throws Exception {
        UnaryOperator<HubOptions> options =
                defaults ->
                        defaults.withHandshakeTimeout(Duration.ofSeconds(3))
                                .withClientTimeout(Duration.ofSeconds(6))
                                .withKeepAlive(Duration.ofSeconds(2));
        try (TestServer server = start(Integer.parseInt(args[0]), options)) {
            System.out.println("ready " + server.url("/hub"));
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    Broadcaster broadcaster() {
        return signalr.broadcaster();
    }

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
        TestHub own = new TestHub();
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
