package io.lineside.relay;

import io.lineside.program.FreePort;
import io.lineside.relay.api.AccessTokens;
import io.lineside.relay.api.ApiServer;
import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.Negotiator;
import io.lineside.relay.broadcast.azure.AzureSignalR;
import io.lineside.relay.broadcast.embedded.EmbeddedHub;
import io.lineside.relay.config.ConfigException;
import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.ingest.EventSource;
import io.lineside.relay.plant.PlantService;
import io.lineside.relay.publish.Publisher;
import io.lineside.relay.subscription.Subscriptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The relay's parts, in the order of the data path: plant, hub, subscriptions, publisher, web
 * server.
 */
public final class Relay implements AutoCloseable {

    private final PlantService plant;
    private final BackEnd backEnd;
    private final Publisher publisher;
    private final ApiServer api;

    private Relay(PlantService plant, BackEnd backEnd, Publisher publisher, ApiServer api) {
        this.plant = plant;
        this.backEnd = backEnd;
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
        BackEnd backEnd = null;
        try {
            int port =
                    config.listen().port() == 0
                            ? FreePort.onEveryAddress()
                            : config.listen().port();
            URI publicUrl =
                    config.publicUrl() == null ? config.listen().url(port) : config.publicUrl();
            RelayConfig.AzureSignalR azure = config.azureSignalR();
            backEnd =
                    azure == null
                            ? embedded(publicUrl, clock, meters)
                            : azure(AzureSignalR.start(azure, clock, meters));
            Subscriptions subscriptions = new Subscriptions(plant, backEnd.broadcast, clock);
            Publisher publisher =
                    new Publisher(
                            plant,
                            subscriptions,
                            backEnd.broadcast,
                            config.tick(),
                            clock,
                            System::nanoTime);
            ApiServer api =
                    ApiServer.start(
                            config.listen().host(),
                            port,
                            publicUrl,
                            new ApiServer.Parts(
                                    plant,
                                    subscriptions,
                                    backEnd.negotiator,
                                    backEnd.hub,
                                    backEnd.broadcast::delivery,
                                    publisher::stuck,
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
            return new Relay(plant, backEnd, publisher, api);
        } catch (IOException | RuntimeException e) {
            if (backEnd != null) {
                backEnd.closing.run();
            }
            plant.close();
            throw e;
        }
    }

    /**
     * What holds the clients' sockets.
     *
     * @param hub serves them on the relay's own web server; null where a service holds them
     */
    private record BackEnd(
            Broadcast broadcast,
            Negotiator negotiator,
            @Nullable EmbeddedHub hub,
            Runnable closing) {}

    private static BackEnd embedded(URI publicUrl, Clock clock, MeterRegistry meters) {
        AccessTokens tokens = new AccessTokens(clock);
        String own = publicUrl.getScheme() + "://" + publicUrl.getAuthority();
        EmbeddedHub hub = new EmbeddedHub(tokens::authenticate, own::equalsIgnoreCase, meters);
        String url = publicUrl.resolve(EmbeddedHub.PATH).toString();
        return new BackEnd(
                hub, user -> new Negotiator.Answer(url, tokens.issue(user)), hub, hub::close);
    }

    private static BackEnd azure(AzureSignalR service) {
        return new BackEnd(service, service, null, service::close);
    }

    // Until sign-in exists nobody is pretended to have signed in.
    private static String actingUser() {
        return "os:" + System.getProperty("user.name", "unknown") + " (unauthenticated)";
    }

    /** The port it listens on. */
    public int port() {
        return api.port();
    }

    /** The plant thread's doors. */
    PlantService plant() {
        return plant;
    }

    /** The publish thread. */
    Publisher publisher() {
        return publisher;
    }

    /** Stops in the order in which a stop is heard: clients first, the plant last. */
    @Override
    public void close() {
        publisher.close();
        backEnd.closing.run();
        api.close();
        plant.close();
    }
}
