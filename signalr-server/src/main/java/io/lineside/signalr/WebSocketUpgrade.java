package io.lineside.signalr;

import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;

/** How a hub's WebSocket is set up. */
record WebSocketUpgrade(ServerConnection connection) implements WebSocketNegotiator {

    /** Long enough for SignalR's own pings and time-outs to judge first. */
    private static final Duration IDLE = Duration.ofMinutes(2);

    @Override
    public FrameHandler negotiate(
            ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        // Compression per connection would undo encoding once for all.
        response.setExtensions(List.of());
        return new WebSocketTransport(connection);
    }

    @Override
    public void customize(Configuration configuration) {
        configuration.setIdleTimeout(IDLE);
        configuration.setAutoFragment(true);
    }
}
