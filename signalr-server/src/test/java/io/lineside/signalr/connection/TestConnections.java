package io.lineside.signalr.connection;

import io.lineside.signalr.Hub;
import io.lineside.signalr.HubOptions;
import io.lineside.signalr.delivery.Counters;
import io.lineside.signalr.delivery.Recipient;
import io.lineside.signalr.protocol.HubProtocol;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.function.LongSupplier;

/** Connections without a server, for tests. */
public final class TestConnections {

    private static final Counters COUNTERS = new Counters(new SimpleMeterRegistry(), "/hub");

    /** Does nothing of what a server does for its connections. */
    static class NoOwner implements ConnectionOwner {
        @Override
        public void opened(ServerConnection connection) {}

        @Override
        public void ended(ServerConnection connection) {}

        @Override
        public void forgotten(ServerConnection connection) {}

        @Override
        public void settle() {}

        @Override
        public void ready(Recipient recipient) {}
    }

    private TestConnections() {}

    /** A connection that has no server, no hub methods and no clock. */
    public static ServerConnection connection(String id) {
        return connection(id, false, Hub.of(Map.of()), COUNTERS, new NoOwner(), () -> 0);
    }

    /**
     * @param stateful whether its client may come back on another socket
     * @param nanos as {@link System#nanoTime}
     */
    public static ServerConnection connection(
            String id,
            boolean stateful,
            Hub hub,
            Counters counters,
            ConnectionOwner owner,
            LongSupplier nanos) {
        return new ServerConnection(
                new Negotiated(id, "token of " + id, () -> "nobody", stateful),
                HubOptions.defaults(),
                new HubDispatcher(hub, false, counters),
                counters,
                owner,
                nanos);
    }

    /** As after a handshake of the older version, whose client cannot come back. */
    public static void open(ServerConnection connection, HubProtocol protocol) {
        connection.open(protocol, false);
    }
}
