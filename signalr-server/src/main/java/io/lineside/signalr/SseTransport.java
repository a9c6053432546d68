package io.lineside.signalr;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Server-sent events (WHATWG HTML, 9.2): one answer without end, an event per message. What the
 * client says comes by POST. Source: ASP.NET Core, TransportProtocols.md.
 */
final class SseTransport implements Transport {

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerConnection connection;
    private final HttpExchange exchange;
    private final AtomicBoolean over = new AtomicBoolean();

    SseTransport(ServerConnection connection, HttpExchange exchange) {
        this.connection = connection;
        this.exchange = exchange;
    }

    /** Sends the head of the answer; messages may follow. */
    void start() {
        exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        exchange.response().getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache,no-store");
        if (exchange.request().getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1) {
            // Said, or Jetty would mark the end by the socket's for a client that wants it closed.
            exchange.response().getHeaders().put(HttpHeader.TRANSFER_ENCODING, "chunked");
        }
        exchange.request().addFailureListener(failure -> gone("socket failed: " + failure));
        exchange.response()
                .write(
                        false,
                        BufferUtil.EMPTY_BUFFER,
                        Callback.from(
                                () -> connection.attached(this),
                                failure -> gone("socket failed: " + failure)));
    }

    @Override
    public HubTransport kind() {
        return HubTransport.SERVER_SENT_EVENTS;
    }

    @Override
    public void write(Outbox.Batch batch, WriteDone done) {
        ByteArrayOutputStream events =
                new ByteArrayOutputStream(batch.bytes() + batch.messages().size() * 10);
        batch.messages().forEach(message -> event(message, events));
        exchange.response()
                .write(
                        false,
                        ByteBuffer.wrap(events.toByteArray()),
                        Callback.from(done::succeeded, done::failed));
    }

    private static void event(Encoded message, ByteArrayOutputStream events) {
        events.writeBytes(DATA);
        for (byte each : message.payload()) {
            if (each == '\n') {
                // A line of its own within the same event; JSON means the same with and without.
                events.write('\n');
                events.writeBytes(DATA);
            } else if (each != '\r') {
                events.write(each);
            }
        }
        events.writeBytes(END);
    }

    @Override
    public void close() {
        if (over.compareAndSet(false, true)) {
            exchange.response().write(true, BufferUtil.EMPTY_BUFFER, exchange.callback());
            connection.ended(null);
        }
    }

    @Override
    public void abort() {
        if (over.compareAndSet(false, true)) {
            exchange.callback().failed(new EofException("cut"));
        }
    }

    private void gone(String why) {
        connection.ended(why);
        abort();
    }

    @Override
    public void resume() {
        connection.postsMayGoOn();
    }
}
