package io.lineside.relay.http;

import io.javalin.Javalin;
import io.lineside.core.engine.PlantAlarms;
import io.lineside.core.engine.PlantCommands;
import io.lineside.core.engine.PlantStatus;
import io.lineside.core.engine.PlantValues;
import io.lineside.program.RootCause;
import io.lineside.relay.broadcast.Negotiator;
import io.lineside.relay.broadcast.embedded.EmbeddedHub;
import io.lineside.relay.subscription.Subscriptions;
import io.lineside.wire.Delivery;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The relay's web server: the control plane, and the hub's handler before it, both behind the gate.
 */
public final class HttpServer implements AutoCloseable {

    private final Javalin javalin;

    private HttpServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * What the server serves.
     *
     * @param values the plant's assets and values
     * @param alarms the plant's alarms and their journal
     * @param status the engine's state
     * @param commands takes the acts of operators
     * @param negotiator gives clients the address of the hub
     * @param hub the relay's own hub; null where a service is the hub
     * @param delivery gives the state of the service that carries the messages, or null where there
     *     is none
     * @param unpublished gives what has not been published for too long, or null when all is
     *     published
     * @param actingUser the user in whose name operators' acts are journalled
     */
    public record Parts(
            PlantValues values,
            PlantAlarms alarms,
            PlantStatus status,
            PlantCommands commands,
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
    public static HttpServer start(String host, int port, URI publicUrl, Parts parts)
            throws IOException {
        if (!InetAddress.getByName(host).isLoopbackAddress()) {
            throw new IOException(
                    "listen.host is "
                            + host
                            + ", but without sign-in the relay listens on loopback alone, such as 127.0.0.1");
        }
        List<Routes> features = features(parts);
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
                            features.forEach(feature -> feature.register(config.routes));
                        });
        try {
            javalin.start(host, port);
        } catch (RuntimeException e) {
            javalin.stop();
            throw new IOException(
                    "cannot listen on " + host + ":" + port + ": " + RootCause.line(e), e);
        }
        return new HttpServer(javalin);
    }

    private static List<Routes> features(Parts parts) {
        Bodies bodies = new Bodies();
        Health health = new Health(parts.status(), parts.delivery(), parts.unpublished());
        ShownLog shown = new ShownLog(parts.meters().counter("lineside.shown.forgotten"));
        return List.of(
                new ClientRoutes(
                        parts.subscriptions(),
                        shown,
                        parts.negotiator(),
                        parts.delivery(),
                        parts.actingUser(),
                        bodies),
                new PlantRoutes(parts.values(), parts.status(), bodies),
                new AlarmRoutes(parts.alarms(), parts.commands(), parts.actingUser(), bodies),
                new ServiceRoutes(parts.status(), health, parts.meters(), bodies),
                new ErrorRoutes(bodies));
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
