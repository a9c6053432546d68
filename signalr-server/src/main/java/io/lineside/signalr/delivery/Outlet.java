package io.lineside.signalr.delivery;

/** Where the messages for one client leave this process: its socket, or what stands for one. */
@FunctionalInterface
public interface Outlet {

    /** Called once, on any thread, when a write has ended. */
    interface WriteDone {
        void succeeded();

        void failed(Throwable cause);
    }

    /** Writes whole messages together and does not wait. At most one write is under way. */
    void write(Batch batch, WriteDone done);
}
