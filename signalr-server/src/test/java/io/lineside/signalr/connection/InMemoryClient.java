package io.lineside.signalr.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.signalr.Hub;
import io.lineside.signalr.delivery.Counters;
import io.lineside.signalr.delivery.DirectWrites;
import io.lineside.signalr.delivery.Recipient;
import io.lineside.signalr.protocol.HubProtocol;
import io.lineside.signalr.transport.TestSockets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteArrayEndPoint;

/** A client of a hub without a network; what it sends comes in the pieces in which it sends it. */
final class InMemoryClient implements ConnectionOwner {

    private static final int ENOUGH = 64 * 1024;

    private final Counters counters = new Counters(new SimpleMeterRegistry(), "/hub");
    private final ByteArrayEndPoint socket = new ByteArrayEndPoint(new byte[0], ENOUGH);
    private final StringBuilder received = new StringBuilder();
    private final AtomicInteger forgotten = new AtomicInteger();
    private final ServerConnection connection;
    private final Transport transport;

    InMemoryClient(Hub hub, HubProtocol protocol) {
        connection =
                TestConnections.connection("one", false, hub, counters, this, System::nanoTime);
        transport = TestSockets.webSocket(socket, connection);
        connection.attached(transport);
        String spoken = protocol.isBinary() ? "messagepack" : "json";
        sends("{\"protocol\":\"%s\",\"version\":1}\u001e".formatted(spoken));
        assertThat(connection.state()).isEqualTo(Lifecycle.State.OPEN);
    }

    ServerConnection connection() {
        return connection;
    }

    void sends(String piece) {
        sends(piece.getBytes(StandardCharsets.UTF_8));
    }

    void sends(byte[] piece) {
        boolean unused = connection.received(transport, ByteBuffer.wrap(piece));
    }

    /** Its socket is gone. */
    void leaves() {
        connection.lost(transport, "reset");
    }

    /** All that it has received. */
    synchronized String received() {
        return received.append(socket.takeOutputString()).toString();
    }

    /** How often its connection has been forgotten: once, when its hub code has ended. */
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
    public void ready(Recipient writable) {
        DirectWrites.drain(writable);
    }

    @Override
    public void settle() {}
}
