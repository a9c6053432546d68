package io.lineside.relay;

import io.lineside.core.engine.PlantEngine;
import io.lineside.core.plant.Plant;
import io.lineside.core.source.EventSource;
import io.lineside.core.source.Position;
import io.lineside.core.store.Store;
import io.lineside.program.FreePort;
import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.Negotiator;
import io.lineside.relay.broadcast.azure.AzureSignalR;
import io.lineside.relay.broadcast.embedded.EmbeddedHub;
import io.lineside.relay.config.ConfigException;
import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.decode.DecoderRegistry;
import io.lineside.relay.decode.json.FlatJsonDecoder;
import io.lineside.relay.http.AccessTokens;
import io.lineside.relay.http.HttpServer;
import io.lineside.relay.plantfile.PlantFile;
import io.lineside.relay.publish.Publisher;
import io.lineside.relay.source.eventhubs.EventHubsSource;
import io.lineside.relay.store.sqlite.SqliteStore;
import io.lineside.relay.subscription.Subscriptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the relay's parts and wires them, in the order of the data path: store, engine, source,
 * hub, subscriptions, publisher, web server. The only root of wiring.
 */
public final class Relay implements AutoCloseable {

    /** Makes the source, which goes on at the positions that are stored. */
    private interface SourceMaker {
        EventSource make(Map<String, Position> stored) throws IOException;
    }

    /** The running parts; closed in the order in which clients notice: hub first, engine last. */
    private static final class Running implements AutoCloseable {
        @Nullable Publisher publisher;
        @Nullable Runnable hub;
        @Nullable HttpServer http;
        @Nullable EventSource source;
        @Nullable PlantEngine engine;
        @Nullable Store store;

        @Override
        public void close() {
            if (publisher != null) {
                publisher.close();
            }
            if (hub != null) {
                hub.run();
            }
            if (http != null) {
                http.close();
            }
            if (source != null) {
                source.close();
            }
            if (engine != null) {
                engine.close();
            }
            if (store != null) {
                store.close();
            }
        }
    }

    private final Running running;
    private final PlantEngine engine;
    private final Publisher publisher;
    private final HttpServer http;

    private Relay(Running running, PlantEngine engine, Publisher publisher, HttpServer http) {
        this.running = running;
        this.engine = engine;
        this.publisher = publisher;
        this.http = http;
    }

    /**
     * Starts the relay; nothing is left running when the start fails. The source connects by
     * itself.
     *
     * @param clock wall time
     * @throws ConfigException when plant.yaml is not as expected
     * @throws IOException when the store, the trusted certificates or the port cannot be used, or
     *     the address is not a loopback one
     */
    public static Relay start(RelayConfig config, Clock clock) throws ConfigException, IOException {
        return start(config, clock, stored -> EventHubsSource.of(config.source(), stored, clock));
    }

    /**
     * Starts the relay on telemetry from elsewhere than Event Hubs; the source's settings in the
     * configuration are not used.
     *
     * @param source closed with the relay
     * @throws ConfigException as {@link #start(RelayConfig, Clock)}
     * @throws IOException as {@link #start(RelayConfig, Clock)}
     */
    public static Relay start(RelayConfig config, EventSource source, Clock clock)
            throws ConfigException, IOException {
        return start(config, clock, _ -> source);
    }

    private static Relay start(RelayConfig config, Clock clock, SourceMaker maker)
            throws ConfigException, IOException {
        Plant plant = PlantFile.load(config.plant());
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Running running = new Running();
        try {
            PlantEngine engine = startEngine(plant, config, clock, maker, running, meters);
            return startEdge(engine, config, clock, running, meters);
        } catch (IOException | RuntimeException | Error e) {
            running.close();
            throw e;
        }
    }

    private static PlantEngine startEngine(
            Plant plant,
            RelayConfig config,
            Clock clock,
            SourceMaker maker,
            Running running,
            MeterRegistry meters)
            throws IOException {
        Store store = SqliteStore.open(config.store());
        running.store = store;
        EventSource source = maker.make(store.load().positions());
        PlantEngine engine = new PlantEngine(plant, store, clock, System::nanoTime);
        EngineMeters.register(meters, engine);
        running.engine = engine;
        engine.start();
        running.source = source;
        source.start(engine.intake(new DecoderRegistry(List.of(new FlatJsonDecoder()))));
        return engine;
    }

    private static Relay startEdge(
            PlantEngine engine,
            RelayConfig config,
            Clock clock,
            Running running,
            PrometheusMeterRegistry meters)
            throws IOException {
        int port = config.listen().port() == 0 ? FreePort.onEveryAddress() : config.listen().port();
        URI publicUrl = config.publicUrl() == null ? config.listen().url(port) : config.publicUrl();
        BackEnd backEnd = backEnd(config, publicUrl, clock, meters);
        running.hub = backEnd.closing;
        Subscriptions subscriptions =
                new Subscriptions(engine, engine, engine, backEnd.broadcast, clock);
        Publisher publisher =
                new Publisher(
                        engine,
                        engine,
                        engine,
                        subscriptions,
                        backEnd.broadcast,
                        config.tick(),
                        clock,
                        System::nanoTime);
        engine.onCommit(publisher);
        HttpServer http =
                HttpServer.start(
                        config.listen().host(),
                        port,
                        publicUrl,
                        new HttpServer.Parts(
                                engine,
                                engine,
                                engine,
                                engine,
                                subscriptions,
                                backEnd.negotiator,
                                backEnd.hub,
                                backEnd.broadcast::delivery,
                                publisher::stuck,
                                meters,
                                actingUser()));
        running.http = http;
        registerMeters(meters, publisher, subscriptions);
        running.publisher = publisher;
        publisher.start();
        return new Relay(running, engine, publisher, http);
    }

    private static void registerMeters(
            MeterRegistry meters, Publisher publisher, Subscriptions subscriptions) {
        meters.more()
                .counter("lineside.publish.failures", Tags.empty(), publisher, Publisher::failures);
        meters.more()
                .counter(
                        "lineside.publish.alarm.overflows",
                        Tags.empty(),
                        publisher,
                        Publisher::alarmOverflows);
        meters.gauge("lineside.subscriptions", subscriptions, Subscriptions::count);
    }

    /**
     * The back end that holds the clients' sockets.
     *
     * @param hub serves the sockets on the relay's own web server; null where a service holds them
     */
    private record BackEnd(
            Broadcast broadcast,
            Negotiator negotiator,
            @Nullable EmbeddedHub hub,
            Runnable closing) {}

    private static BackEnd backEnd(
            RelayConfig config, URI publicUrl, Clock clock, MeterRegistry meters)
            throws IOException {
        RelayConfig.AzureSignalR azure = config.azureSignalR();
        if (azure != null) {
            AzureSignalR service = AzureSignalR.start(azure, clock, meters);
            return new BackEnd(service, service, null, service::close);
        }
        AccessTokens tokens = new AccessTokens(clock);
        String own = publicUrl.getScheme() + "://" + publicUrl.getAuthority();
        EmbeddedHub hub = new EmbeddedHub(tokens::authenticate, own::equalsIgnoreCase, meters);
        String url = publicUrl.resolve(EmbeddedHub.PATH).toString();
        return new BackEnd(
                hub, user -> new Negotiator.Answer(url, tokens.issue(user)), hub, hub::close);
    }

    // Until sign-in exists, acts are journalled as those of the relay process's own user.
    private static String actingUser() {
        return "os:" + System.getProperty("user.name", "unknown") + " (unauthenticated)";
    }

    /** The port it listens on. */
    public int port() {
        return http.port();
    }

    /** The engine, for the service manager's reports. */
    PlantEngine engine() {
        return engine;
    }

    /** The publish thread, for the service manager's reports. */
    Publisher publisher() {
        return publisher;
    }

    /** Stops the parts in the order in which clients notice: hub first, engine last. */
    @Override
    public void close() {
        running.close();
    }
}
