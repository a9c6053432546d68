package io.lineside.signalr.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.signalr.connection.TestConnections;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

class WebSocketTransportTest {

    private static final byte[] CLIENTS_GOODBYE = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 3, -24};
    private static final byte[] SERVERS_GOODBYE = {(byte) 0x88, 2, 3, -24};

    /** A socket that takes one byte, and the next when that has been taken out. */
    private final ByteArrayEndPoint socket =
            new ByteArrayEndPoint(new byte[0], 1) {
                @Override
                protected void execute(Runnable task) {
                    task.run();
                }
            };

    private final WebSocketTransport transport =
            new WebSocketTransport(
                    socket, new LocalConnector(new Server()), TestConnections.connection("one"));

    @Test
    void saysItsGoodbyeToTheEndThoughTheClientsComesMeanwhile() {
        open();

        transport.close();
        socket.addInput(ByteBuffer.wrap(CLIENTS_GOODBYE));

        assertThat(taken()).isEqualTo(SERVERS_GOODBYE);
        assertThat(socket.isOpen()).isFalse();
    }

    @Test
    void waitsForTheClientsGoodbyeAfterItsOwn() {
        open();

        transport.close();
        assertThat(taken()).isEqualTo(SERVERS_GOODBYE);
        assertThat(socket.isOpen()).isTrue();

        socket.addInput(ByteBuffer.wrap(CLIENTS_GOODBYE));
        assertThat(socket.isOpen()).isFalse();
    }

    @Test
    void leavesTheSelectorToOthersWhileItsClientTalksWithoutEnd() {
        EndlessEndPoint endless = new EndlessEndPoint();
        WebSocketTransport loud =
                new WebSocketTransport(
                        endless,
                        new LocalConnector(new Server()),
                        TestConnections.connection("loud"));
        endless.setConnection(loud);
        endless.onOpen();
        loud.onOpen();
        endless.addInput(ByteBuffer.allocate(1));

        endless.goRound();

        assertThat(endless.fills()).isPositive().isLessThan(EndlessEndPoint.ENOUGH);
        int before = endless.fills();
        endless.goRound();
        assertThat(endless.fills()).as("it goes on in the next round").isGreaterThan(before);
    }

    private void open() {
        socket.setConnection(transport);
        socket.onOpen();
        transport.onOpen();
    }

    private byte[] taken() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuffer next = take(); next.hasRemaining(); next = take()) {
            all.write(next.get());
        }
        return all.toByteArray();
    }

    private ByteBuffer take() {
        ByteBuffer taken = socket.takeOutput();
        return taken == null ? ByteBuffer.allocate(0) : taken;
    }
}
