package io.lineside.signalr;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Long polling: the client asks, and is answered when there is something to say. What it says comes
 * by POST. One that is not answered for long is answered with nothing, so that no proxy on the way
 * loses patience, and a client that does not ask again in time has gone. Source: ASP.NET Core,
 * TransportProtocols.md.
 */
final class LongPollTransport implements Transport {

    private record Waiting(Outbox.Batch batch, WriteDone done) {}

    private final ServerConnection connection;
    private final Duration pollTimeout;
    private final Object lock = new Object();
    private @Nullable HttpExchange poll;
    private @Nullable Waiting waiting;
    private boolean closing;
    private boolean deleted;
    private boolean over;

    /** Since when it asks, or does not. */
    private long since;

    /**
     * @param pollTimeout after which a poll is answered with nothing
     */
    LongPollTransport(ServerConnection connection, Duration pollTimeout) {
        this.connection = connection;
        this.pollTimeout = pollTimeout;
        this.since = connection.now();
    }

    /** The client asks for the first time: answered at once, it only opens the connection. */
    void start(HttpExchange first) {
        connection.attached(this);
        answer(first, 200, new byte[0]);
    }

    /** The client asks again; one that asks twice at once is answered by the second alone. */
    void poll(HttpExchange next) {
        HttpExchange replaced;
        Waiting ready = null;
        boolean last;
        synchronized (lock) {
            replaced = poll;
            poll = null;
            last = closing || over;
            if (!last) {
                ready = waiting;
                waiting = null;
                if (ready == null) {
                    poll = next;
                }
                since = connection.now();
            }
        }
        connection.polled();
        if (replaced != null) {
            answer(replaced, 204, new byte[0]);
        }
        if (last) {
            answer(next, 204, new byte[0]);
            connection.ended(null);
        } else if (ready != null) {
            send(next, ready);
        }
    }

    /** Once a second; false when the client has not asked again in time. */
    boolean tick() {
        HttpExchange old;
        synchronized (lock) {
            long waited = connection.now() - since;
            if (poll == null) {
                return closing || over || waited < Liveness.SOCKET_TIMEOUT.toNanos();
            }
            old = waited < pollTimeout.toNanos() ? null : unasked();
        }
        if (old != null) {
            answer(old, 200, new byte[0]);
        }
        return true;
    }

    /** The poll there is, to be answered: from now on the client should ask again. */
    private @Nullable HttpExchange unasked() {
        HttpExchange asked = poll;
        if (asked != null) {
            poll = null;
            since = connection.now();
        }
        return asked;
    }

    /** The client says goodbye: what asks is told so, and the connection is gone. */
    void delete() {
        boolean asks;
        synchronized (lock) {
            deleted = true;
            asks = poll != null;
        }
        if (asks) {
            connection.close(ServerConnection.COME_BACK, null);
        } else {
            connection.ended(null);
        }
    }

    @Override
    public HubTransport kind() {
        return HubTransport.LONG_POLLING;
    }

    @Override
    public void write(Outbox.Batch batch, WriteDone done) {
        Waiting ready = new Waiting(batch, done);
        HttpExchange to;
        synchronized (lock) {
            to = unasked();
            if (to == null) {
                waiting = ready;
            }
        }
        if (to != null) {
            send(to, ready);
        }
    }

    private static void send(HttpExchange to, Waiting ready) {
        List<Encoded> messages = ready.batch.messages();
        int bytes = messages.stream().mapToInt(Encoded::payloadSize).sum();
        ByteBuffer joined = ByteBuffer.allocate(bytes);
        messages.forEach(message -> message.payloadInto(joined));
        answer(to, 200, joined.array());
        ready.done.succeeded();
    }

    private static void answer(HttpExchange to, int status, byte[] body) {
        to.response().setStatus(status);
        to.response()
                .getHeaders()
                .put(
                        HttpHeader.CONTENT_TYPE,
                        status == 200 ? "application/octet-stream" : "text/plain");
        to.response().getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache, no-store");
        to.response().write(true, ByteBuffer.wrap(body), to.callback());
    }

    @Override
    public void close() {
        HttpExchange last;
        boolean now;
        synchronized (lock) {
            closing = true;
            last = poll;
            poll = null;
            now = deleted || last != null;
        }
        if (last != null) {
            answer(last, 204, new byte[0]);
        }
        if (now) {
            connection.ended(null);
        }
    }

    @Override
    public void abort() {
        HttpExchange last;
        synchronized (lock) {
            over = true;
            last = poll;
            poll = null;
            waiting = null;
        }
        if (last != null) {
            answer(last, 204, new byte[0]);
        }
    }

    @Override
    public void resume() {
        connection.posts().goOn();
    }
}
