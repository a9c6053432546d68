package io.lineside.signalr;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Promise;

/** GET, POST and DELETE of clients without a WebSocket. Status codes are those of ASP.NET Core. */
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
        Transport present = connection.transport();
        if (!options.transports().contains(wanted)) {
            exchange.answer(404, wanted.word() + " transport not supported by this end point type");
        } else if (present instanceof LongPollTransport polling && !events) {
            polling.poll(exchange);
        } else if (!connection.reserve()) {
            exchange.answer(409, "");
        } else if (events) {
            new SseTransport(connection, exchange).start();
        } else {
            new LongPollTransport(connection).start(exchange);
        }
    }

    void post(HttpExchange exchange, ServerConnection connection) {
        switch (connection.transport()) {
            case WebSocketTransport _ ->
                    exchange.answer(
                            405, "POST requests are not allowed for WebSocket connections.");
            case null -> read(exchange, body -> keep(exchange, connection, body));
            case SseTransport to -> read(exchange, body -> take(exchange, connection, to, body));
            case LongPollTransport to ->
                    read(exchange, body -> take(exchange, connection, to, body));
        }
    }

    private void read(HttpExchange exchange, Consumer<byte[]> taker) {
        long length = exchange.request().getLength();
        if (length > options.maxMessageBytes()) {
            exchange.answer(413, "");
            return;
        }
        Content.Source.asByteArrayAsync(
                exchange.request(),
                options.maxMessageBytes(),
                new Promise.Invocable<byte[]>() {
                    @Override
                    public void succeeded(byte[] body) {
                        taker.accept(body);
                    }

                    @Override
                    public void failed(Throwable failure) {
                        if (failure instanceof IllegalStateException) {
                            exchange.answer(413, "");
                        } else {
                            exchange.callback().failed(failure);
                        }
                    }
                });
    }

    /** Answered when the next may come: a client that says too much waits. */
    private static void take(
            HttpExchange exchange, ServerConnection connection, Transport from, byte[] body) {
        if (connection.received(from, ByteBuffer.wrap(body))) {
            ok(exchange);
        } else {
            connection.whenPostsMayGoOn(() -> ok(exchange));
        }
    }

    /** A client may post before its transport is there; it is taken when it is. */
    private static void keep(HttpExchange exchange, ServerConnection connection, byte[] body) {
        if (connection.receivedEarly(body)) {
            ok(exchange);
        } else {
            exchange.answer(413, "");
        }
    }

    private static void ok(HttpExchange exchange) {
        exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
        exchange.answer(200, "");
    }

    void delete(HttpExchange exchange, ServerConnection connection) {
        if (connection.transport() instanceof LongPollTransport polling) {
            exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
            exchange.answer(202, "");
            polling.delete();
        } else {
            exchange.answer(400, "Cannot terminate this connection using the DELETE endpoint.");
        }
    }
}
