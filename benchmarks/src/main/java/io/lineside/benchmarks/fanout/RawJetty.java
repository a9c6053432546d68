package io.lineside.benchmarks.fanout;

import io.lineside.conformance.OpenLoop;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast with Jetty's own WebSocket and as little above it as a SignalR client lets through:
 * one shared buffer, {@code sendFrame} for each client, on the publisher's thread.
 */
final class RawJetty {

    private static final byte[] ACCEPTED = "{}\u001e".getBytes(StandardCharsets.UTF_8);

    private final Server server;
    private final ServerConnector connector;
    private final List<CoreSession> members = new CopyOnWriteArrayList<>();

    RawJetty(int port) {
        QueuedThreadPool threads = new QueuedThreadPool(16, 4);
        threads.setName("raw-jetty");
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        WebSocketUpgradeHandler upgrade = new WebSocketUpgradeHandler();
        upgrade.addMapping("/hub", (_, _, _) -> new Member());
        upgrade.setHandler(new Publish());
        server.setHandler(upgrade);
    }

    /** Serves until the process is ended. */
    void run() throws Exception {
        server.start();
        System.out.println("ready http://127.0.0.1:" + connector.getLocalPort() + "/hub");
        server.join();
    }

    /** The first message is the handshake, the second joins; the others are pings. */
    private final class Member implements FrameHandler {

        private @Nullable CoreSession session;
        private int received;

        @Override
        public void onOpen(CoreSession opened, Callback callback) {
            session = opened;
            opened.setIdleTimeout(Duration.ZERO);
            callback.succeeded();
            opened.demand();
        }

        @Override
        public void onFrame(Frame frame, Callback callback) {
            CoreSession to = session;
            if (to == null) {
                callback.failed(new IllegalStateException("a frame before the session"));
                return;
            }
            if (frame.isDataFrame()) {
                received++;
                if (received == 1) {
                    Frame answer = new Frame(frame.getOpCode(), ByteBuffer.wrap(ACCEPTED));
                    to.sendFrame(answer, Callback.NOOP, false);
                } else if (received == 2) {
                    members.add(to);
                }
            }
            callback.succeeded();
            to.demand();
        }

        @Override
        public void onError(Throwable cause, Callback callback) {
            callback.succeeded();
        }

        @Override
        public void onClosed(CloseStatus closeStatus, Callback callback) {
            members.remove(session);
            callback.succeeded();
        }
    }

    private final class Publish extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            Fields query = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
            double rate = Double.parseDouble(query.getValue("rate"));
            int bytes = Integer.parseInt(query.getValue("bytes"));
            double seconds = Double.parseDouble(query.getValue("seconds"));
            OpenLoop.Outcome outcome =
                    new OpenLoop(rate, Duration.ofMillis((long) (seconds * 1000)))
                            .run(due -> broadcast(due, bytes));
            Content.Sink.write(response, true, outcome.toString(), callback);
            return true;
        }

        private void broadcast(long due, int bytes) {
            String json =
                    "{\"type\":1,\"target\":\"v\",\"arguments\":[\""
                            + OpenLoop.text(due, bytes)
                            + "\"]}\u001e";
            ByteBuffer shared = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
            for (CoreSession member : members) {
                member.sendFrame(new Frame(OpCode.TEXT, shared.slice()), Callback.NOOP, false);
            }
        }
    }
}
