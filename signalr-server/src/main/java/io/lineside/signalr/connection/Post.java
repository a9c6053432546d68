package io.lineside.signalr.connection;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** One HTTP request with which a client without a WebSocket sends something. For one reader. */
public interface Post {

    /** What a read has brought. */
    enum Part {
        /** No more of the body has come yet. */
        NONE,
        SOME,
        /** The body's end; with it may have come some of the body. */
        LAST,
        /** The body will not come whole. */
        FAILED
    }

    /** Reads what has come of the body and does not wait for more. */
    Part read(Consumer<ByteBuffer> to);

    /** Runs the task once, when more of the body has come. */
    void whenMoreHasCome(Runnable task);

    /** Whether nothing follows in the body; not before it can be seen that this is so. */
    boolean isAtEnd();

    /** Answers that all of it was taken. */
    void accept();

    /** Answers that there is no such connection. */
    void refuseAsUnknown();

    /** Answers that the client has too many requests that wait. */
    void refuseAsTooMany();

    /** Ends the exchange after {@link Part#FAILED}. */
    void fail();
}
