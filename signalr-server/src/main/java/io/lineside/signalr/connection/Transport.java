package io.lineside.signalr.connection;

import io.lineside.signalr.HubTransport;
import io.lineside.signalr.delivery.Outlet;

/**
 * How one client is connected: the bytes that go out, and whether reading goes on. Methods may be
 * called on any thread and do not wait.
 */
public interface Transport extends Outlet {

    HubTransport kind();

    /** Closes the socket in good order; no write is under way, and none will follow. */
    void close();

    /** Closes the socket at once. */
    void abort();

    /** Goes on reading after {@link ServerConnection#received} asked for a pause. */
    void resume();

    /**
     * Called once a second.
     *
     * @return false when the client has gone without closing its connection
     */
    default boolean tick() {
        return true;
    }
}
