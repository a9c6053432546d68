package io.lineside.signalr.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.signalr.Hub;
import io.lineside.signalr.HubOptions;
import io.lineside.signalr.server.SignalRServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that sends as fast as it can, beside others on the same selector. */
@Timeout(60)
class LoudClientIT {

    private static final int OTHERS = 20;
    private static final int ANSWER_MILLIS = 10_000;
    private static final String UPGRADE =
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n";

    private SignalRServer signalr;
    private Server server;
    private ServerConnector connector;

    @BeforeEach
    void start() throws Exception {
        signalr = SignalRServer.create("/hub", HubOptions.defaults(), Hub.of(Map.of()));
        server = new Server();
        connector = new ServerConnector(server, 1, 1);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        server.insertHandler(signalr.handler());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        signalr.close();
        server.stop();
    }

    @Test
    void onAWebSocketLeavesRoomForOthers() throws Exception {
        byte[] handshake =
                "{\"protocol\":\"messagepack\",\"version\":1}\u001e"
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] pings = new byte[120];
        for (int i = 0; i < pings.length; i += 3) {
            pings[i] = 2;
            pings[i + 1] = (byte) 0x91;
            pings[i + 2] = 6;
        }
        try (Socket loud = asked("GET /hub HTTP/1.1\r\nHost: hub\r\n" + UPGRADE + "\r\n")) {
            loud.getOutputStream().write(frame(handshake));

            othersAreAnsweredWhile(loud, frame(pings));
        }
    }

    private void othersAreAnsweredWhile(Socket loud, byte[] said) throws Exception {
        byte[] much = new byte[said.length * 1_000];
        for (int i = 0; i < much.length; i += said.length) {
            System.arraycopy(said, 0, much, i, said.length);
        }
        AtomicLong rounds = new AtomicLong();
        Thread talking =
                Thread.ofPlatform()
                        .name("test-loud")
                        .start(
                                () -> {
                                    try {
                                        while (true) {
                                            loud.getOutputStream().write(much);
                                            rounds.incrementAndGet();
                                        }
                                    } catch (IOException _) {
                                        // The test is over.
                                    }
                                });
        Awaitility.await().until(() -> rounds.get() > 20);
        for (int i = 0; i < OTHERS; i++) {
            assertThat(negotiated()).hasSize(22);
        }
        assertThat(talking.isAlive()).as("still talking").isTrue();
        loud.close();
        talking.join();
    }

    /** Sends a request and reads the head of the answer. */
    private Socket asked(String request) throws IOException {
        Socket socket = connected();
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        int newlines = 0;
        while (newlines < 2) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new SocketException("no answer");
            }
            newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
        }
        return socket;
    }

    private String negotiated() throws IOException {
        try (Socket socket = connected()) {
            String request =
                    "POST /hub/negotiate HTTP/1.1\r\nHost: hub\r\nContent-Length: 0\r\n"
                            + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            int at = answer.indexOf("\"connectionId\":\"") + "\"connectionId\":\"".length();
            return answer.substring(at, answer.indexOf('"', at));
        }
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(ANSWER_MILLIS);
        return socket;
    }

    /** A binary frame whose mask of zeros leaves the bytes as they are. */
    private static byte[] frame(byte[] payload) {
        byte[] frame =
                Arrays.copyOf(
                        new byte[] {(byte) 0x82, (byte) (0x80 | payload.length)},
                        6 + payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }
}
