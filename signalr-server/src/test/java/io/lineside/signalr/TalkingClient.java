package io.lineside.signalr;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;

/** One client of a hub without a network: what it says comes in the pieces it is said in. */
final class TalkingClient implements ServerConnection.Owner {

    private static final int ENOUGH = 64 * 1024;

    private final Counters counters = new Counters(new SimpleMeterRegistry(), "/hub");
    private final ByteArrayEndPoint socket = new ByteArrayEndPoint(new byte[0], ENOUGH);
    private final StringBuilder heard = new StringBuilder();
    private final AtomicInteger forgotten = new AtomicInteger();
    private final ServerConnection connection;
    private final Transport transport;

    TalkingClient(Hub hub, HubProtocol protocol) {
        connection =
                new ServerConnection(
                        "one",
                        "token",
                        () -> "nobody",
                        false,
                        HubOptions.defaults(),
                        new HubDispatcher(hub, false, counters),
                        counters,
                        this,
                        System::nanoTime);
        transport = new WebSocketTransport(socket, new LocalConnector(new Server()), connection);
        connection.attached(transport);
        String spoken = protocol.isBinary() ? "messagepack" : "json";
        says("{\"protocol\":\"%s\",\"version\":1}\u001e".formatted(spoken));
        assertThat(connection.state()).isEqualTo(Lifecycle.State.OPEN);
    }

    ServerConnection connection() {
        return connection;
    }

    void says(String piece) {
        says(piece.getBytes(StandardCharsets.UTF_8));
    }

    void says(byte[] piece) {
        boolean unused = connection.received(transport, ByteBuffer.wrap(piece));
    }

    /** Its socket is gone. */
    void leaves() {
        connection.lost(transport, "reset");
    }

    /** All that it has been told. */
    synchronized String heard() {
        return heard.append(socket.takeOutputString()).toString();
    }

    /** How often it has been forgotten: once, when its hub code has ended. */
    int forgotten() {
        return forgotten.get();
    }

    @Override
    public void opened(ServerConnection opened) {}

    @Override
    public void ended(ServerConnection gone) {}

    @Override
    public void forgotten(ServerConnection gone) {
        forgotten.incrementAndGet();
    }

    @Override
    public void ready(ServerConnection writable) {
        writable.drain();
    }

    @Override
    public void settle() {}
}
