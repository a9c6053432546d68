package io.lineside.signalr.transport;

import io.lineside.signalr.HubTransport;
import io.lineside.signalr.connection.ServerConnection;
import io.lineside.signalr.connection.Transport;
import io.lineside.signalr.delivery.Batch;
import io.lineside.signalr.protocol.Encoded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events (WHATWG HTML, 9.2): one answer without end, with an event for each message.
 * What the client sends comes by POST. Safe on any thread. Source: ASP.NET Core,
 * TransportProtocols.md.
 *
 * <p>Over HTTP/1.1 this class makes the chunks (RFC 9112, 7.1) itself: Jetty keeps the end of a
 * chunk until the next one, which leaves a client that reads chunk by chunk one message behind. The
 * socket is closed at the end of the answer, as in HTTP/1.0; until then it can be watched for the
 * client's leaving.
 */
final class SseTransport implements Transport {

    /**
     * Watches for the end of a socket on which the client has nothing more to send. What comes all
     * the same is read a little at a time, so that the selector can serve its other sockets.
     */
    private final class Watch implements Callback {
        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        @Override
        public void succeeded() {
            ByteBuffer ignored = ByteBuffer.allocate(256).limit(0);
            try {
                if (endPoint().fill(ignored) < 0) {
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

    /** A field that Jetty does not know; for its own field of this name Jetty would make chunks. */
    private static final HttpField CHUNKED =
            new HttpField((HttpHeader) null, "Transfer-Encoding", "chunked");

    private final ServerConnection connection;
    private final HttpExchange exchange;
    private final HttpVersion version;

    /** Guards the three fields below; not held while Jetty is called, which takes its own locks. */
    private final Object lock = new Object();

    private boolean writing;
    private boolean over;
    private @Nullable Runnable ending;

    SseTransport(ServerConnection connection, HttpExchange exchange) {
        this.connection = connection;
        this.exchange = exchange;
        this.version = exchange.request().getConnectionMetaData().getHttpVersion();
    }

    /** Sends the head of the answer; messages may follow. */
    void start() {
        exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        exchange.response().getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache,no-store");
        if (chunked()) {
            exchange.response().getHeaders().put(CHUNKED);
        }
        if (ownsSocket()) {
            exchange.response().getHeaders().put(HttpHeader.CONNECTION, "close");
            endPoint().tryFillInterested(new Watch());
        }
        exchange.request().addFailureListener(failure -> gone("socket failed: " + failure));
        write(
                BufferUtil.EMPTY_BUFFER,
                () -> connection.attached(this),
                failure -> gone("socket failed: " + failure));
    }

    @Override
    public HubTransport kind() {
        return HubTransport.SERVER_SENT_EVENTS;
    }

    @Override
    public void write(Batch batch, WriteDone done) {
        ByteArrayOutputStream events =
                new ByteArrayOutputStream(batch.bytes() + batch.messages().size() * 10);
        batch.messages().forEach(message -> event(message, events));
        ByteBuffer out = ByteBuffer.wrap(events.toByteArray());
        write(chunked() ? chunk(out) : out, done::succeeded, done::failed);
    }

    /** Jetty allows neither the end of an answer during a write nor a write after the end. */
    private void write(ByteBuffer out, Runnable written, Consumer<Throwable> failed) {
        boolean ended;
        synchronized (lock) {
            ended = over;
            writing = !ended;
        }
        if (ended) {
            failed.accept(new EofException("the answer has ended"));
            return;
        }
        exchange.response()
                .write(
                        false,
                        out,
                        Callback.from(
                                () -> {
                                    writeEnded();
                                    written.run();
                                },
                                failure -> {
                                    writeEnded();
                                    failed.accept(failure);
                                }));
    }

    private void writeEnded() {
        Runnable due;
        synchronized (lock) {
            writing = false;
            due = ending;
            ending = null;
        }
        if (due != null) {
            due.run();
        }
    }

    /** Ends the answer when no write is under way; only the first end counts. */
    private void end(Runnable how) {
        synchronized (lock) {
            if (over) {
                return;
            }
            over = true;
            if (writing) {
                ending = how;
                return;
            }
        }
        how.run();
    }

    private boolean chunked() {
        return version == HttpVersion.HTTP_1_1;
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
                // A new line of the same event; JSON means the same with and without it.
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
        end(
                () -> {
                    ByteBuffer last = chunked() ? LAST_CHUNK.duplicate() : BufferUtil.EMPTY_BUFFER;
                    exchange.response().write(true, last, exchange.callback());
                    connection.ended(null);
                });
    }

    @Override
    public void abort() {
        end(() -> exchange.callback().failed(new EofException("cut")));
        if (isWriting() && ownsSocket()) {
            // The client does not read, so nothing else ends the write.
            endPoint().close();
        }
    }

    private boolean isWriting() {
        synchronized (lock) {
            return writing;
        }
    }

    private boolean ownsSocket() {
        return version.getVersion() < HttpVersion.HTTP_2.getVersion();
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
        connection.posts().resume();
    }
}
