package io.lineside.signalr.transport;

import io.lineside.signalr.HubOptions;
import io.lineside.signalr.HubTransport;
import io.lineside.signalr.connection.ServerConnection;
import io.lineside.signalr.delivery.Counters;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of a hub: negotiation, and the requests of all transports. Origin and user are
 * checked before anything else, so a refused client leaves no trace. Status codes are those of
 * ASP.NET Core.
 */
public final class SignalRHandler extends Handler.Wrapper {

    /** Where connections come from. Called on threads of the HTTP server. */
    public interface ConnectionSource {

        /**
         * Makes a connection that waits for its socket.
         *
         * @param secretToken whether its token is another than its public id
         * @return null when the server is full or stops
         */
        @Nullable ServerConnection create(
                Principal principal, boolean secretToken, boolean stateful);

        /** The connection with this token; null when there is none. */
        @Nullable ServerConnection find(String token);
    }

    private static final String NEGOTIATE = "/negotiate";

    private final String path;
    private final HubOptions options;
    private final ConnectionSource connections;
    private final Counters counters;
    private final Runnable onStop;
    private final HttpTransports transports;

    /**
     * @param path where the hub is
     * @param onStop run when this handler stops
     */
    public SignalRHandler(
            String path,
            HubOptions options,
            ConnectionSource connections,
            Counters counters,
            Runnable onStop) {
        this.path = path;
        this.options = options;
        this.connections = connections;
        this.counters = counters;
        this.onStop = onStop;
        this.transports = new HttpTransports(options);
    }

    @Override
    public InvocationType getInvocationType() {
        // An authenticator may block.
        return InvocationType.BLOCKING;
    }

    @Override
    protected void doStop() throws Exception {
        onStop.run();
        super.doStop();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String asked = Request.getPathInContext(request);
        boolean negotiate = asked.equals(path + NEGOTIATE);
        if (!negotiate && !asked.equals(path)) {
            return super.handle(request, response, callback);
        }
        HttpExchange exchange = new HttpExchange(request, response, callback);
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null && !options.allowedOrigins().test(origin)) {
            counters.refused("origin");
            exchange.answer(403, "Origin not allowed");
            return true;
        }
        exchange.allow(origin);
        if (request.getMethod().equals("OPTIONS")) {
            exchange.preflight();
            return true;
        }
        Fields query = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
        Principal principal = options.authenticator().authenticate(accessToken(request, query));
        if (principal == null) {
            counters.refused("token");
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            exchange.answer(401, "");
        } else if (negotiate) {
            negotiate(exchange, query, principal);
        } else if (WebSocketUpgrade.isAsked(request)) {
            webSocket(exchange, query, principal);
        } else {
            other(exchange, query, principal);
        }
        return true;
    }

    private void negotiate(HttpExchange exchange, Fields query, Principal principal) {
        if (!exchange.request().getMethod().equals("POST")) {
            exchange.response().getHeaders().put(HttpHeader.ALLOW, "POST");
            exchange.answer(405, "");
            return;
        }
        Negotiation.Version version = Negotiation.version(query.getValue("negotiateVersion"));
        switch (version) {
            case Negotiation.Refused(String error) -> exchange.json(Negotiation.error(error));
            case Negotiation.Spoken(int number) -> {
                ServerConnection connection =
                        connections.create(principal, number > 0, stateful(query));
                if (connection == null) {
                    full(exchange);
                } else {
                    exchange.json(
                            Negotiation.answer(
                                    number, connection.negotiated(), options.transports()));
                }
            }
        }
    }

    private boolean stateful(Fields query) {
        return options.replayBytes() > 0
                && "true".equalsIgnoreCase(query.getValue("useStatefulReconnect"));
    }

    private void webSocket(HttpExchange exchange, Fields query, Principal principal) {
        if (transports.refuses(exchange, HubTransport.WEB_SOCKETS)) {
            return;
        }
        // Checked before the connection is claimed, since it may be alive on another socket.
        String key = WebSocketUpgrade.key(exchange);
        if (key == null) {
            return;
        }
        String token = query.getValue("id");
        ServerConnection connection =
                token == null
                        ? connections.create(principal, true, false)
                        : connections.find(token);
        if (connection == null && token == null) {
            full(exchange);
        } else if (connection == null) {
            counters.refused("unknown");
            exchange.answer(404, "");
        } else if (!sameUser(connection.negotiated().principal(), principal)) {
            counters.refused("user");
            exchange.answer(403, "");
        } else if (!connection.reserve(HubTransport.WEB_SOCKETS)) {
            counters.refused("conflict");
            exchange.answer(connection.kind() == HubTransport.WEB_SOCKETS ? 409 : 400, "");
        } else {
            WebSocketUpgrade.upgrade(exchange, key, connection);
        }
    }

    private void other(HttpExchange exchange, Fields query, Principal principal) {
        String method = exchange.request().getMethod();
        String token = query.getValue("id");
        if (!List.of("GET", "POST", "DELETE").contains(method)) {
            exchange.answer(405, "");
            return;
        }
        if (token == null || token.isEmpty()) {
            exchange.answer(400, "Connection ID required");
            return;
        }
        ServerConnection connection = connections.find(token);
        if (connection == null) {
            unknown(exchange);
        } else if (!sameUser(connection.negotiated().principal(), principal)) {
            counters.refused("user");
            exchange.answer(403, "");
        } else {
            switch (method) {
                case "POST" -> transports.post(exchange, connection);
                case "DELETE" -> transports.delete(exchange, connection);
                default -> transports.get(exchange, connection);
            }
        }
    }

    private void unknown(HttpExchange exchange) {
        counters.refused("unknown");
        exchange.answer(404, "No Connection with that ID");
    }

    private void full(HttpExchange exchange) {
        counters.refused("capacity");
        exchange.response().getHeaders().put(HttpHeader.RETRY_AFTER, "5");
        exchange.answer(503, "No more connections are taken now");
    }

    private static boolean sameUser(Principal one, Principal other) {
        return Objects.equals(one.getName(), other.getName());
    }

    private static @Nullable String accessToken(Request request, Fields query) {
        String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return header.substring(7).strip();
        }
        return query.getValue("access_token");
    }
}
