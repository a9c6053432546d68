package io.lineside.relay.api;

import io.javalin.Javalin;
import io.lineside.program.RootCause;
import io.lineside.relay.broadcast.Negotiator;
import io.lineside.relay.broadcast.embedded.EmbeddedHub;
import io.lineside.relay.plant.Plant;
import io.lineside.relay.subscription.Subscriptions;
import io.lineside.wire.Delivery;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The relay's web server: the control plane, and the hub's handler before it, both behind the gate.
 */
public final class ApiServer implements AutoCloseable {

    private final Javalin javalin;

    private ApiServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * What the server serves.
     *
     * @param negotiator tells clients where the hub is
     * @param hub the relay's own; null where a service has it
     * @param delivery how the service that carries the messages does; gives null where there is
     *     none
     * @param unpublished what has not been published for too long; gives null when all is
     * @param actingUser in whose name operators' acts are journalled
     */
    public record Parts(
            Plant plant,
            Subscriptions subscriptions,
            Negotiator negotiator,
            @Nullable EmbeddedHub hub,
            Supplier<@Nullable Delivery> delivery,
            Supplier<@Nullable String> unpublished,
            PrometheusMeterRegistry meters,
            String actingUser) {}

    /**
     * Starts the server.
     *
     * @throws IOException when the address is not a loopback one, or the port is taken
     */
    public static ApiServer start(String host, int port, URI publicUrl, Parts parts)
            throws IOException {
        if (!InetAddress.getByName(host).isLoopbackAddress()) {
            throw new IOException(
                    "listen.host is "
                            + host
                            + ", but without sign-in the relay listens on loopback alone, such as 127.0.0.1");
        }
        Routes routes =
                new Routes(
                        parts.plant(),
                        parts.subscriptions(),
                        new ShownLog(parts.meters().counter("lineside.shown.forgotten")),
                        parts.negotiator(),
                        parts.delivery(),
                        new Health(parts.plant(), parts.delivery(), parts.unpublished()),
                        parts.meters(),
                        parts.actingUser());
        Gate gate = new Gate(publicUrl, host, port);
        Javalin javalin =
                Javalin.create(
                        config -> {
                            config.startup.showJavalinBanner = false;
                            config.startup.showOldJavalinVersionWarning = false;
                            config.startup.startupWatcherEnabled = false;
                            config.concurrency.useVirtualThreads = true;
                            config.http.maxRequestSize = Bodies.MAX_BYTES;
                            config.http.defaultContentType = "application/json";
                            config.jetty.modifyServer(
                                    server -> {
                                        EmbeddedHub hub = parts.hub();
                                        if (hub != null) {
                                            server.insertHandler(hub.handler());
                                        }
                                        server.insertHandler(gate);
                                    });
                            routes.register(config.routes);
                        });
        try {
            javalin.start(host, port);
        } catch (RuntimeException e) {
            javalin.stop();
            throw new IOException(
                    "cannot listen on " + host + ":" + port + ": " + RootCause.line(e), e);
        }
        return new ApiServer(javalin);
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
