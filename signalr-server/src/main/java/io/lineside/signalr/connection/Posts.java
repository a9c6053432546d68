package io.lineside.signalr.connection;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What a client without a WebSocket sends: its POSTs in the order in which they came, read as one
 * stream of bytes. A message may begin in one POST and end in the next, and a body may be longer
 * than any message. A client that sends too much has to wait: a POST that has been read is answered
 * when the next one may come, and bytes that have not been read stay in their socket. Safe on any
 * thread; one thread reads at a time. Source: ASP.NET Core, HttpConnectionDispatcher.
 */
public final class Posts {

    /** How many POSTs of one connection may wait; more are refused. */
    static final int MOST_WAITING = 64;

    private final ServerConnection connection;
    private final Inbox inbox;
    private final Object lock = new Object();
    private final Deque<Post> waiting = new ArrayDeque<>();
    private boolean reading;
    private boolean paused;
    private boolean again;

    // These three are about the first POST and belong to the reader: whether some of its body has
    // been read, whether all of it has, and whether it has had to wait since.
    private boolean begun;
    private boolean whole;
    private boolean waited;

    Posts(ServerConnection connection, Inbox inbox) {
        this.connection = connection;
        this.inbox = inbox;
    }

    /** Reads the POST when all before it have been read, and answers it. */
    public void add(Post post) {
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
            post.refuseAsTooMany();
        } else if (start) {
            read();
        }
    }

    /** Goes on reading: the client may not have to wait any more, or the connection has ended. */
    public void resume() {
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
        Post post = first();
        while (post != null && step(post)) {
            post = first();
        }
    }

    private @Nullable Post first() {
        synchronized (lock) {
            Post first = waiting.peek();
            reading = first != null;
            return first;
        }
    }

    /**
     * Reads a part of the first POST, or answers it.
     *
     * @return false when another call goes on reading: when more of the body has come, or {@link
     *     #resume}
     */
    private boolean step(Post post) {
        if (connection.isEnded()) {
            stepAfterEnd(post);
            return true;
        }
        if (!inbox.takesPosts()) {
            waited = true;
            return !pause();
        }
        if (whole) {
            next();
            post.accept();
            return true;
        }
        return switch (post.read(this::received)) {
            case NONE -> {
                post.whenMoreHasCome(this::read);
                yield false;
            }
            case SOME -> true;
            case LAST -> {
                whole = true;
                yield true;
            }
            case FAILED -> {
                next();
                post.fail();
                yield true;
            }
        };
    }

    private void received(ByteBuffer part) {
        begun = true;
        waited = false;
        inbox.posted(part);
    }

    /**
     * Answers a POST of a connection that has ended. The POST itself may have ended it, as a
     * refused handshake does; then it was taken and is accepted. A POST that had to wait, or has
     * not come whole, was not taken.
     */
    private void stepAfterEnd(Post post) {
        boolean taken = begun && !waited && (whole || post.isAtEnd());
        next();
        if (taken) {
            post.accept();
        } else {
            post.refuseAsUnknown();
        }
    }

    private void next() {
        begun = false;
        whole = false;
        waited = false;
        synchronized (lock) {
            waiting.remove();
        }
    }

    /** Waits for {@link #resume}; false when that has been called meanwhile. */
    private boolean pause() {
        synchronized (lock) {
            paused = !again;
            again = false;
            return paused;
        }
    }
}
