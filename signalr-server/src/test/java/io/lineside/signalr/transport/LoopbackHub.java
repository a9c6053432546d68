package io.lineside.signalr.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.lineside.signalr.Hub;
import io.lineside.signalr.HubMethod;
import io.lineside.signalr.HubOptions;
import io.lineside.signalr.server.SignalRServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.LoggerFactory;

/** A hub on loopback to which a test sends any bytes, and what is logged meanwhile. */
final class LoopbackHub {

    private static final int ANSWER_MILLIS = 20_000;

    /**
     * Collects the warnings of this module, all errors, and everything with a stack trace, Jetty's
     * as well. Jetty's warnings of strange heads have none, and are right.
     */
    private static final class Complaints extends AppenderBase<ILoggingEvent> {
        private final Queue<String> events = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            IThrowableProxy thrown = event.getThrowableProxy();
            boolean ours = event.getLoggerName().startsWith("io.lineside");
            Level bound = ours || thrown != null ? Level.WARN : Level.ERROR;
            if (event.getLevel().isGreaterOrEqual(bound)) {
                events.add(event + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown)));
            }
        }
    }

    private final Complaints complaints = new Complaints();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SignalRServer signalr;
    private final Server server;

    private LoopbackHub() {
        HubMethod echo = (caller, arguments) -> arguments.getFirst();
        HubOptions options =
                HubOptions.defaults()
                        .withHandshakeTimeout(Duration.ofSeconds(2))
                        .withCloseTimeout(Duration.ofSeconds(1))
                        .withKeepAlive(Duration.ofSeconds(1))
                        .withMeters(meters);
        signalr = SignalRServer.create("/hub", options, Hub.of(Map.of("Echo", echo)));
        server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.insertHandler(signalr.handler());
    }

    static LoopbackHub start() throws Exception {
        LoopbackHub hub = new LoopbackHub();
        hub.complaints.start();
        hub.root.setLevel(Level.WARN);
        hub.root.addAppender(hub.complaints);
        hub.server.start();
        return hub;
    }

    /** The token of a connection that waits for its transport. */
    String negotiated() throws IOException {
        String answer =
                tell(
                        "POST /hub/negotiate?negotiateVersion=1 HTTP/1.1\r\nHost: hub\r\n"
                                + "Content-Length: 0\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        int at = answer.indexOf("\"connectionToken\":\"") + "\"connectionToken\":\"".length();
        return answer.substring(at, answer.indexOf('"', at));
    }

    private String tell(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /**
     * Sends these bytes and nothing more.
     *
     * @return the first line of the answer; empty when the server hangs up without one
     */
    String firstLine(byte[] said) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(ANSWER_MILLIS);
            try {
                OutputStream out = socket.getOutputStream();
                out.write(said);
                socket.shutdownOutput();
            } catch (IOException _) {
                // The server closed before it had read everything, and may have answered.
            }
            return line(socket.getInputStream());
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        try {
            for (int each = in.read(); each >= 0 && each != '\r'; each = in.read()) {
                line.append((char) each);
            }
        } catch (java.net.SocketException _) {
            // Reset: the server has closed the socket.
        }
        return line.toString();
    }

    void hasNothingToComplainOf() {
        String complaint = String.join("\n", complaints.events);
        complaints.events.clear();
        assertThat(complaint).isEmpty();
    }

    /** Waits until all connections have ended by themselves. */
    void forgetsEverybody() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> meters.get("signalr.connections.all").gauge().value() == 0);
    }

    private int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    void stop() throws Exception {
        signalr.close();
        server.stop();
        root.detachAppender(complaints);
        root.setLevel(before);
    }
}
