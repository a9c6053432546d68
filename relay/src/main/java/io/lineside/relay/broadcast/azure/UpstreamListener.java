package io.lineside.relay.broadcast.azure;

import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.tls.ServerIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The listener for the service's posts about its connections. It has an address of its own, so that
 * the control plane need not be reachable from outside. Any path will do: the headers state the
 * kind of a call.
 */
final class UpstreamListener implements AutoCloseable {

    private static final int THREADS = 12;

    /** Large, since a client's token is in its query, and a header contains the query. */
    private static final int HEADER_BYTES = 32 << 10;

    private static final int BODY_BYTES = 64 << 10;
    private static final Duration IDLE = Duration.ofSeconds(15);

    private final Server server;
    private final ServerConnector connector;

    private UpstreamListener(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Starts to listen.
     *
     * @throws IOException when the address or a certificate file cannot be used
     */
    static UpstreamListener start(RelayConfig.Upstream config, UpstreamEvents events)
            throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("azure-upstream");
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        ServerConnector connector = connector(server, config, http);
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        SizeLimitHandler limit = new SizeLimitHandler(BODY_BYTES, -1);
        limit.setHandler(new Posts(events));
        server.setHandler(limit);
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw new IOException(
                    "cannot listen for Azure SignalR Service on "
                            + config.host()
                            + ":"
                            + config.port()
                            + ": "
                            + e.getMessage(),
                    e);
        }
        return new UpstreamListener(server, connector);
    }

    private static ServerConnector connector(
            Server server, RelayConfig.Upstream config, HttpConfiguration http) throws IOException {
        Path certificate = config.certificate();
        Path key = config.key();
        if (certificate == null || key == null) {
            return new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        }
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(ServerIdentity.context(certificate, key));
        // The service itself checks the host name that it calls against the certificate.
        http.addCustomizer(new SecureRequestCustomizer(false));
        return new ServerConnector(
                server,
                1,
                1,
                new SslConnectionFactory(tls, "http/1.1"),
                new HttpConnectionFactory(http));
    }

    /** The port that the listener listens on. */
    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the upstream listener does not stop", e);
        }
    }

    /** Answers POST requests; refuses all others. */
    private static final class Posts extends Handler.Abstract {
        private final UpstreamEvents events;

        Posts(UpstreamEvents events) {
            this.events = events;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            if (!"POST".equals(request.getMethod())) {
                answer(response, callback, UpstreamEvents.Reply.of(405));
                return true;
            }
            byte[] body = BufferUtil.toArray(Content.Source.asByteBuffer(request));
            UpstreamEvents.Reply reply =
                    events.take(
                            new UpstreamEvents.Call(
                                    name -> request.getHeaders().get(name),
                                    Request.extractQueryParameters(request).getValue("code"),
                                    body));
            answer(response, callback, reply);
            return true;
        }

        private static void answer(
                Response response, Callback callback, UpstreamEvents.Reply reply) {
            response.setStatus(reply.status());
            if (!reply.type().isEmpty()) {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.type());
            }
            response.write(true, ByteBuffer.wrap(reply.body()), callback);
        }
    }
}
