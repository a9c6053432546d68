package io.lineside.relay;

import io.lineside.relay.api.AccessTokens;
import io.lineside.relay.api.ApiServer;
import io.lineside.relay.broadcast.embedded.EmbeddedHub;
import io.lineside.relay.config.ConfigException;
import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.ingest.EventSource;
import io.lineside.relay.plant.PlantService;
import io.lineside.relay.publish.Publisher;
import io.lineside.relay.subscription.Subscriptions;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;

/**
 * The relay's parts, in the order of the data path: plant, hub, subscriptions, publisher, web
 * server.
 */
public final class Relay implements AutoCloseable {

    private final PlantService plant;
    private final EmbeddedHub hub;
    private final Publisher publisher;
    private final ApiServer api;

    private Relay(PlantService plant, EmbeddedHub hub, Publisher publisher, ApiServer api) {
        this.plant = plant;
        this.hub = hub;
        this.publisher = publisher;
        this.api = api;
    }

    /**
     * Starts the relay; nothing is left running when it fails.
     *
     * @param clock wall time
     * @throws ConfigException when plant.yaml is not as expected
     * @throws IOException when the store or the port cannot be used, or the address is not a
     *     loopback one
     */
    public static Relay start(RelayConfig config, Clock clock) throws ConfigException, IOException {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        return start(config, PlantService.start(config, clock, meters), clock, meters);
    }

    /**
     * Starts the relay on telemetry from elsewhere than Event Hubs; what the configuration says of
     * its source is not looked at.
     *
     * @param source is closed with the relay
     * @throws ConfigException as {@link #start(RelayConfig, Clock)}
     * @throws IOException as {@link #start(RelayConfig, Clock)}
     */
    public static Relay start(RelayConfig config, EventSource source, Clock clock)
            throws ConfigException, IOException {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        return start(config, PlantService.start(config, source, clock, meters), clock, meters);
    }

    private static Relay start(
            RelayConfig config, PlantService plant, Clock clock, PrometheusMeterRegistry meters)
            throws IOException {
        try {
            int port = config.listen().port() == 0 ? freePort() : config.listen().port();
            URI publicUrl =
                    config.publicUrl() == null
                            ? URI.create("http://" + config.listen().host() + ":" + port)
                            : config.publicUrl();
            AccessTokens tokens = new AccessTokens(clock);
            String own = publicUrl.getScheme() + "://" + publicUrl.getAuthority();
            EmbeddedHub hub = new EmbeddedHub(tokens::authenticate, own::equalsIgnoreCase, meters);
            Subscriptions subscriptions = new Subscriptions(plant, hub, clock);
            Publisher publisher =
                    new Publisher(
                            plant, subscriptions, hub, config.tick(), clock, System::nanoTime);
            ApiServer api =
                    ApiServer.start(
                            config.listen().host(),
                            port,
                            publicUrl,
                            new ApiServer.Parts(
                                    plant,
                                    subscriptions,
                                    tokens,
                                    hub.handler(),
                                    meters,
                                    actingUser()));
            meters.more()
                    .counter(
                            "lineside.publish.failures",
                            Tags.empty(),
                            publisher,
                            Publisher::failures);
            meters.more()
                    .counter(
                            "lineside.publish.alarm.overflows",
                            Tags.empty(),
                            publisher,
                            Publisher::alarmOverflows);
            meters.gauge("lineside.subscriptions", subscriptions, Subscriptions::count);
            publisher.start();
            return new Relay(plant, hub, publisher, api);
        } catch (IOException | RuntimeException e) {
            plant.close();
            throw e;
        }
    }

    // Until sign-in exists nobody is pretended to have signed in.
    private static String actingUser() {
        return "os:" + System.getProperty("user.name", "unknown") + " (unauthenticated)";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The port it listens on. */
    public int port() {
        return api.port();
    }

    /** The plant thread's doors. */
    PlantService plant() {
        return plant;
    }

    /** Stops in the order in which a stop is heard: clients first, the plant last. */
    @Override
    public void close() {
        publisher.close();
        hub.close();
        api.close();
        plant.close();
    }
}
