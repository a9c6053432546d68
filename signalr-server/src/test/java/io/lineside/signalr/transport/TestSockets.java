package io.lineside.signalr.transport;

import io.lineside.signalr.connection.ServerConnection;
import io.lineside.signalr.connection.Transport;
import java.time.Duration;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;

/** Transports without a network, for tests. */
public final class TestSockets {

    private TestSockets() {}

    public static Transport webSocket(EndPoint endPoint, ServerConnection connection) {
        return new WebSocketTransport(endPoint, new LocalConnector(new Server()), connection);
    }

    public static Transport longPolling(ServerConnection connection) {
        return new LongPollTransport(connection, Duration.ofSeconds(90));
    }

    /** As if the client had sent a ping frame. */
    public static void ping(Transport webSocket) {
        ((WebSocketTransport) webSocket).ping(new byte[0]);
    }
}
