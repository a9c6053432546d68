package io.lineside.signalr.transport;

import io.lineside.signalr.HubOptions;
import io.lineside.signalr.HubTransport;
import io.lineside.signalr.connection.ServerConnection;
import org.eclipse.jetty.http.HttpHeader;

/**
 * The requests of clients without a WebSocket: GET, POST and DELETE. Status codes are those of
 * ASP.NET Core.
 */
final class HttpTransports {

    private static final String EVENTS = "text/event-stream";

    private final HubOptions options;

    HttpTransports(HubOptions options) {
        this.options = options;
    }

    void get(HttpExchange exchange, ServerConnection connection) {
        String accept = exchange.request().getHeaders().get(HttpHeader.ACCEPT);
        boolean events = accept != null && accept.contains(EVENTS);
        HubTransport wanted = events ? HubTransport.SERVER_SENT_EVENTS : HubTransport.LONG_POLLING;
        if (refuses(exchange, wanted)) {
            return;
        }
        if (connection.transport() instanceof LongPollTransport polling && !events) {
            polling.poll(exchange);
        } else if (!connection.reserve(wanted)) {
            if (connection.kind() == wanted) {
                exchange.answer(409, "");
            } else {
                exchange.answer(400, "Cannot change transports mid-connection");
            }
        } else if (events) {
            new SseTransport(connection, exchange).start();
        } else {
            new LongPollTransport(connection, options.pollTimeout()).start(exchange);
        }
    }

    /** Whether this transport is not offered; answers the request if so. */
    boolean refuses(HttpExchange exchange, HubTransport wanted) {
        boolean refused = !options.transports().contains(wanted);
        if (refused) {
            exchange.answer(
                    404, wanted.wireName() + " transport not supported by this end point type");
        }
        return refused;
    }

    void post(HttpExchange exchange, ServerConnection connection) {
        if (connection.transport() instanceof WebSocketTransport || connection.isAway()) {
            exchange.answer(405, "POST requests are not allowed for WebSocket connections.");
        } else {
            connection.posts().add(new HttpPost(exchange));
        }
    }

    void delete(HttpExchange exchange, ServerConnection connection) {
        if (connection.transport() instanceof LongPollTransport polling) {
            // The connection ends first: a client that has its answer does not find it any more.
            polling.delete();
            exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
            exchange.answer(202, "");
        } else {
            exchange.answer(400, "Cannot terminate this connection using the DELETE endpoint.");
        }
    }
}
