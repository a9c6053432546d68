package io.lineside.conformance;

import io.lineside.signalr.Hub;
import io.lineside.signalr.HubConnection;
import io.lineside.signalr.HubMethod;
import io.lineside.signalr.HubOptions;
import io.lineside.signalr.HubStreamMethod;
import io.lineside.signalr.HubUploadMethod;
import io.lineside.signalr.server.SignalRServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Parity hubs that behave as single checks need it, on a server of their own: {@code /quick} with
 * short time-outs, {@code /unwilling} turns everybody away, {@code /watched} remembers farewells,
 * {@code /no-sockets} and {@code /polls-only} refuse the transports that they offer, {@code
 * /strict} allows no origin, {@code /elsewhere} sends to the private hub of the parity server.
 */
final class Variants implements AutoCloseable {

    /** A parity hub that remembers each farewell. */
    private final class Watched implements Hub {

        private final ParityHub hub = new ParityHub();

        @Override
        public void onDisconnected(HubConnection connection, @Nullable String reason) {
            farewells
                    .computeIfAbsent(connection.id(), id -> new CopyOnWriteArrayList<>())
                    .add(reason == null ? "goodbye" : reason);
        }

        @Override
        public Map<String, HubMethod> methods() {
            return hub.methods();
        }

        @Override
        public Map<String, HubStreamMethod> streams() {
            return hub.streams();
        }

        @Override
        public Map<String, HubUploadMethod> uploads() {
            return hub.uploads();
        }
    }

    private static final class Unwilling implements Hub {
        @Override
        public void onConnected(HubConnection connection) {
            throw new IllegalStateException("not you");
        }
    }

    /** Some way, as old proxies do. */
    private static final class Obstacle extends Handler.Wrapper {
        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            String path = Request.getPathInContext(request);
            boolean polls = path.equals("/polls-only");
            String accept = request.getHeaders().get(HttpHeader.ACCEPT);
            boolean events = accept != null && accept.contains("text/event-stream");
            boolean socket = request.getHeaders().contains(HttpHeader.UPGRADE);
            if (socket && (polls || path.equals("/no-sockets")) || events && polls) {
                response.setStatus(502);
                callback.succeeded();
                return true;
            }
            return super.handle(request, response, callback);
        }
    }

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final List<SignalRServer> hubs = new ArrayList<>();
    private final Map<String, List<String>> farewells = new ConcurrentHashMap<>();
    private final IntSupplier parityPort;

    /**
     * @param parityPort where the parity server is
     * @param other what else is served
     */
    Variants(IntSupplier parityPort, Handler other) throws Exception {
        this.parityPort = parityPort;
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(other);
        HubOptions options = HubOptions.defaults().withAllowedOrigins(this::isOwn);
        hub(
                "/quick",
                options.withKeepAlive(Duration.ofSeconds(1))
                        .withClientTimeout(Duration.ofSeconds(4)),
                new ParityHub());
        hub("/unwilling", options, new Unwilling());
        hub("/watched", options, new Watched());
        hub("/no-sockets", options, new ParityHub());
        hub("/polls-only", options, new ParityHub());
        hub("/strict", HubOptions.defaults(), new ParityHub());
        server.insertHandler(new Elsewhere());
        server.insertHandler(new Obstacle());
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + connector.getLocalPort() + path;
    }

    /** Whether it is the origin of a page that is served here. */
    boolean isOwn(String origin) {
        return origin.equals(url(""));
    }

    /** Why a connection of {@code /watched} left, each time its hub was called; empty before. */
    List<String> farewells(String connectionId) {
        return farewells.getOrDefault(connectionId, List.of());
    }

    @Override
    public void close() {
        hubs.forEach(SignalRServer::close);
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server did not stop", e);
        }
    }

    private void hub(String path, HubOptions options, Hub hub) {
        SignalRServer signalr = SignalRServer.create(path, options, hub);
        hubs.add(signalr);
        server.insertHandler(signalr.handler());
    }

    private final class Elsewhere extends Handler.Wrapper {
        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            if (!Request.getPathInContext(request).equals("/elsewhere/negotiate")) {
                return super.handle(request, response, callback);
            }
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            String answer =
                    "{\"url\":\"http://127.0.0.1:%d/private\",\"accessToken\":\"ann\"}"
                            .formatted(parityPort.getAsInt());
            Content.Sink.write(response, true, answer, callback);
            return true;
        }
    }
}
