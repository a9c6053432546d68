package io.lineside.signalr;

import java.util.List;

/** How bytes reach one client. Methods may be called on any thread and do not wait. */
sealed interface Transport permits WebSocketTransport, SseTransport, LongPollTransport {

    /** Told once how a write ended, on any thread. */
    interface WriteDone {
        void succeeded();

        void failed(Throwable cause);
    }

    /**
     * Sends whole messages together. At most one write is under way.
     *
     * @param bytes their length in all
     */
    void write(List<byte[]> messages, int bytes, WriteDone done);

    /** Ends the connection in good order. */
    void close();

    /** Cuts the connection at once. */
    void abort();

    /** Goes on reading after {@link ServerConnection#received} asked for a pause. */
    void resume();
}
