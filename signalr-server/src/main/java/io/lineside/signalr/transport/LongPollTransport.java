package io.lineside.signalr.transport;

import io.lineside.signalr.HubTransport;
import io.lineside.signalr.connection.ServerConnection;
import io.lineside.signalr.connection.Transport;
import io.lineside.signalr.delivery.Batch;
import io.lineside.signalr.protocol.Encoded;
import io.lineside.signalr.protocol.ServerMessage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Long polling: the client sends a request (a poll), which is answered when there are messages.
 * What the client sends comes by POST. A poll that waits for long is answered with no message, so
 * that no proxy on the way gives up, and a client that does not poll again in time has gone. Safe
 * on any thread. Source: ASP.NET Core, TransportProtocols.md.
 */
final class LongPollTransport implements Transport {

    /** Messages for which no poll has come yet. */
    private record Waiting(Batch batch, WriteDone done) {}

    private final ServerConnection connection;
    private final Duration pollTimeout;
    private final Object lock = new Object();
    private @Nullable HttpExchange poll;
    private @Nullable Waiting waiting;
    private boolean closing;
    private boolean deleted;
    private boolean over;

    /** Since when a poll waits, or none does. */
    private long since;

    /**
     * @param pollTimeout after which a poll is answered with no message
     */
    LongPollTransport(ServerConnection connection, Duration pollTimeout) {
        this.connection = connection;
        this.pollTimeout = pollTimeout;
        this.since = connection.now();
    }

    /** The first poll only opens the connection and is answered at once. */
    void start(HttpExchange first) {
        connection.attached(this);
        answer(first, 200, new byte[0]);
    }

    /** The next poll. When two wait at once, messages are the answer to the second alone. */
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

    /** Answers a poll that has waited for long; false when no poll has come in time. */
    @Override
    public boolean tick() {
        HttpExchange old;
        synchronized (lock) {
            long waited = connection.now() - since;
            if (poll == null) {
                return closing || over || waited < ServerConnection.SOCKET_TIMEOUT.toNanos();
            }
            old = waited < pollTimeout.toNanos() ? null : takePoll();
        }
        if (old != null) {
            answer(old, 200, new byte[0]);
        }
        return true;
    }

    /** The poll that waits, to be answered now; from now on the client has to poll again. */
    private @Nullable HttpExchange takePoll() {
        HttpExchange taken = poll;
        if (taken != null) {
            poll = null;
            since = connection.now();
        }
        return taken;
    }

    /** The client closes the connection; a poll that waits is answered with the close message. */
    void delete() {
        boolean polls;
        synchronized (lock) {
            deleted = true;
            polls = poll != null;
        }
        if (polls) {
            connection.close(ServerMessage.Close.MAY_RETURN, null);
        } else {
            connection.ended(null);
        }
    }

    @Override
    public HubTransport kind() {
        return HubTransport.LONG_POLLING;
    }

    @Override
    public void write(Batch batch, WriteDone done) {
        Waiting ready = new Waiting(batch, done);
        HttpExchange to;
        synchronized (lock) {
            to = takePoll();
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
        connection.posts().resume();
    }
}
