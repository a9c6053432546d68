package io.lineside.signalr;

/** How bytes reach one client. Methods may be called on any thread and do not wait. */
sealed interface Transport permits WebSocketTransport, SseTransport, LongPollTransport {

    /** Told once how a write ended, on any thread. */
    interface WriteDone {
        void succeeded();

        void failed(Throwable cause);
    }

    HubTransport kind();

    /** Sends whole messages together. At most one write is under way. */
    void write(Outbox.Batch batch, WriteDone done);

    /** Ends the connection in good order; no write is under way, and none will follow. */
    void close();

    /** Cuts the connection at once. */
    void abort();

    /** Goes on reading after {@link ServerConnection#received} asked for a pause. */
    void resume();
}
