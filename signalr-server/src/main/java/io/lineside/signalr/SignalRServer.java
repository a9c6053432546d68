package io.lineside.signalr;

import org.eclipse.jetty.server.Handler;

/** A SignalR hub behind one path of a Jetty server. */
public final class SignalRServer implements AutoCloseable {

    private final Handler.Wrapper handler = new Handler.Wrapper();

    private SignalRServer() {}

    public static SignalRServer create(String path, HubOptions options, Hub hub) {
        return new SignalRServer();
    }

    /** Serves {@code path} and {@code path/negotiate}, passes every other request on. */
    public Handler.Wrapper handler() {
        return handler;
    }

    public Broadcaster broadcaster() {
        throw new IllegalStateException("not started");
    }

    @Override
    public void close() {}
}
