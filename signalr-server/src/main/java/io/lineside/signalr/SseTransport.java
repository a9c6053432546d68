package io.lineside.signalr;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Server-sent events (WHATWG HTML, 9.2): one answer without end, an event per message. What the
 * client says comes by POST. Source: ASP.NET Core, TransportProtocols.md.
 *
 * <p>Over HTTP/1.1 the chunks (RFC 9112, 7.1) are made here: Jetty keeps the end of a chunk until
 * the next one, which leaves a client that reads chunk by chunk one message behind. The socket is
 * closed at the end, so it can be watched for the client's leaving meanwhile.
 */
final class SseTransport implements Transport {

    /** Watches a socket on which nothing more is to come. */
    private final class Watch implements Callback {
        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        @Override
        public void succeeded() {
            ByteBuffer ignored = ByteBuffer.allocate(256).limit(0);
            try {
                int size;
                do {
                    BufferUtil.clear(ignored);
                    size = endPoint().fill(ignored);
                } while (size > 0);
                if (size < 0) {
                    gone("socket closed");
                } else {
                    endPoint().tryFillInterested(this);
                }
            } catch (IOException e) {
                failed(e);
            }
        }

        @Override
        public void failed(Throwable failure) {
            gone("socket failed: " + failure);
        }
    }

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final ByteBuffer LAST_CHUNK =
            ByteBuffer.wrap("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

    /** A field that Jetty sends as it is; with its own it would make the chunks. */
    private static final HttpField CHUNKED =
            new HttpField((HttpHeader) null, "Transfer-Encoding", "chunked");

    private final ServerConnection connection;
    private final HttpExchange exchange;
    private final boolean chunked;
    private final AtomicBoolean over = new AtomicBoolean();

    SseTransport(ServerConnection connection, HttpExchange exchange) {
        this.connection = connection;
        this.exchange = exchange;
        this.chunked =
                exchange.request().getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1;
    }

    /** Sends the head of the answer; messages may follow. */
    void start() {
        exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        exchange.response().getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache,no-store");
        if (chunked) {
            exchange.response().getHeaders().put(HttpHeader.CONNECTION, "close");
            exchange.response().getHeaders().put(CHUNKED);
            endPoint().tryFillInterested(new Watch());
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
        ByteBuffer out = ByteBuffer.wrap(events.toByteArray());
        exchange.response()
                .write(
                        false,
                        chunked ? chunk(out) : out,
                        Callback.from(done::succeeded, done::failed));
    }

    private static ByteBuffer chunk(ByteBuffer content) {
        byte[] size = Integer.toHexString(content.remaining()).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(size.length + content.remaining() + 2 * LINE.length)
                .put(size)
                .put(LINE)
                .put(content)
                .put(LINE)
                .flip();
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
            ByteBuffer last = chunked ? LAST_CHUNK.duplicate() : BufferUtil.EMPTY_BUFFER;
            exchange.response().write(true, last, exchange.callback());
            connection.ended(null);
        }
    }

    @Override
    public void abort() {
        if (over.compareAndSet(false, true)) {
            exchange.callback().failed(new EofException("cut"));
        }
    }

    private EndPoint endPoint() {
        return exchange.request().getConnectionMetaData().getConnection().getEndPoint();
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
