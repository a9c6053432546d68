package io.lineside.signalr;

import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * What a client without a WebSocket says: its POSTs in the order in which they came, read as one
 * stream of bytes. A message may begin in one and end in the next, and a body may be longer than
 * any message. A client that says too much waits: what has been read is answered when the next may
 * come, and what has not been read stays in its socket. Safe on any thread; one reads at a time.
 * Source: ASP.NET Core, HttpConnectionDispatcher.
 */
final class Posts {

    /** POSTs of one connection that may wait; more are refused with 503. */
    static final int MOST_WAITING = 64;

    private final ServerConnection connection;
    private final Object lock = new Object();
    private final Deque<HttpExchange> waiting = new ArrayDeque<>();
    private boolean reading;
    private boolean paused;
    private boolean again;

    // Of the first POST, the reader's own: whether some of its body has been read, and all of it,
    // and whether it has had to wait since.
    private boolean begun;
    private boolean whole;
    private boolean waited;

    Posts(ServerConnection connection) {
        this.connection = connection;
    }

    void add(HttpExchange post) {
        boolean full;
        boolean start = false;
        synchronized (lock) {
            full = waiting.size() >= MOST_WAITING;
            if (!full) {
                waiting.add(post);
                start = !reading;
                reading = true;
            }
        }
        if (full) {
            post.response().getHeaders().put(HttpHeader.RETRY_AFTER, "1");
            post.answer(503, "Too many requests of this connection wait");
        } else if (start) {
            read();
        }
    }

    /** What made the client wait may be over, or the connection is. */
    void goOn() {
        boolean start;
        synchronized (lock) {
            start = paused;
            paused = false;
            again = !start;
        }
        if (start) {
            read();
        }
    }

    private void read() {
        HttpExchange post = first();
        while (post != null && step(post)) {
            post = first();
        }
    }

    private @Nullable HttpExchange first() {
        synchronized (lock) {
            HttpExchange first = waiting.peek();
            reading = first != null;
            return first;
        }
    }

    /** False when reading goes on by another call: when more has come, or {@link #goOn}. */
    private boolean step(HttpExchange post) {
        if (connection.state() == Lifecycle.State.ENDED) {
            return stepAfterEnd(post);
        }
        if (!connection.takesPosts()) {
            waited = true;
            return !pause();
        }
        if (whole) {
            accept(post);
            return true;
        }
        Content.Chunk chunk = post.request().read();
        if (chunk == null) {
            post.request().demand(this::read);
            return false;
        }
        if (Content.Chunk.isFailure(chunk)) {
            next();
            post.callback().failed(chunk.getFailure());
            return true;
        }
        whole = chunk.isLast();
        begun = true;
        waited = false;
        connection.posted(chunk.getByteBuffer());
        chunk.release();
        return true;
    }

    /**
     * What ends a connection, as a refused handshake does, may have ended it before it is answered
     * itself: it was heard. What waited, or is not all there, was not.
     */
    private boolean stepAfterEnd(HttpExchange post) {
        if (begun && !waited && (whole || isAtEnd(post))) {
            accept(post);
        } else {
            next();
            post.answer(404, "No Connection with that ID");
        }
        return true;
    }

    private static boolean isAtEnd(HttpExchange post) {
        Content.Chunk chunk = post.request().read();
        if (chunk == null) {
            return false;
        }
        boolean end = chunk.isLast() && !chunk.hasRemaining() && !Content.Chunk.isFailure(chunk);
        chunk.release();
        return end;
    }

    private void accept(HttpExchange post) {
        next();
        post.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
        post.answer(200, "");
    }

    private void next() {
        begun = false;
        whole = false;
        waited = false;
        synchronized (lock) {
            waiting.remove();
        }
    }

    /** False when it need not: what it would wait for has happened. */
    private boolean pause() {
        synchronized (lock) {
            paused = !again;
            again = false;
            return paused;
        }
    }
}
