package io.lineside.signalr.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.signalr.connection.TestConnections;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SseTransportTest {

    private static final String REQUEST =
            "GET /hub HTTP/1.1\r\nHost: hub\r\nAccept: text/event-stream\r\n\r\n";

    private final EndlessEndPoint socket = new EndlessEndPoint();
    private final Connection reading =
            new AbstractConnection(socket, Runnable::run) {
                @Override
                public void onFillable() {}
            };

    /** Answers with events, on the endless socket instead of the client's own. */
    private final class Events extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Request endless =
                    new Request.Wrapper(request) {
                        @Override
                        public ConnectionMetaData getConnectionMetaData() {
                            return new ConnectionMetaData.Wrapper(super.getConnectionMetaData()) {
                                @Override
                                public Connection getConnection() {
                                    return reading;
                                }
                            };
                        }
                    };
            HttpExchange exchange = new HttpExchange(endless, response, callback);
            new SseTransport(TestConnections.connection("loud"), exchange).start();
            return true;
        }
    }

    private final Server server = new Server();
    private final LocalConnector connector = new LocalConnector(server);

    @BeforeEach
    void start() throws Exception {
        server.addConnector(connector);
        server.setHandler(new Events());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void leavesTheSelectorToOthersWhileItsClientTalksWithoutEnd() {
        connector.executeRequest(REQUEST);
        await().until(socket::isFillInterested);
        socket.addInput(ByteBuffer.allocate(1));

        socket.goRound();

        assertThat(socket.fills()).isPositive().isLessThan(EndlessEndPoint.ENOUGH);
        int before = socket.fills();
        socket.goRound();
        assertThat(socket.fills()).as("it goes on in the next round").isGreaterThan(before);
    }
}
