package io.lineside.relay.broadcast.azure;

import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.DeferredPayload;
import io.lineside.relay.broadcast.Negotiator;
import io.lineside.relay.broadcast.NoDeliveryException;
import io.lineside.relay.broadcast.Payload;
import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.tls.Trust;
import io.lineside.wire.Delivery;
import io.lineside.wire.DeliveryState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Azure SignalR Service, serverless: negotiate sends clients to the service; groups and messages go
 * through its REST API. Nothing here waits for the service but {@link #negotiate} with an identity
 * of Entra ID.
 */
public final class AzureSignalR implements Broadcast, Negotiator, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AzureSignalR.class);

    private final ServiceState state;
    private final RestCalls calls;
    private final ServiceClient service;
    private final Memberships members;
    private final TokenSource tokens;
    private final GroupQueue.Sending sending;
    private final String clientUrl;
    private final String clientAudience;
    private final Map<String, GroupQueue> queues = new ConcurrentHashMap<>();
    private final List<Consumer<String>> goneListeners = new CopyOnWriteArrayList<>();
    private final Departures departures;
    private @Nullable UpstreamListener upstream;
    private volatile boolean closed;

    private AzureSignalR(
            RelayConfig.AzureSignalR config,
            TokenSource tokens,
            RestCalls calls,
            ServiceState state,
            MeterRegistry meters) {
        this.tokens = tokens;
        this.calls = calls;
        this.state = state;
        String client = "/client/?hub=" + ServiceClient.escaped(config.hub());
        this.clientUrl = config.connection().clientEndpoint() + client;
        this.clientAudience = audience(config.connection().endpoint()) + client;
        this.service = new ServiceClient(calls, config.hub(), Thread::sleep);
        Semaphore inFlight = new Semaphore(config.inFlight(), true);
        SendCounters counters = new SendCounters(meters);
        this.sending =
                new GroupQueue.Sending(
                        service, inFlight, config.largestSend(), counters, Thread::sleep);
        this.members =
                new Memberships(
                        service,
                        Thread::sleep,
                        meters.counter("lineside.azure.membership.refused"));
        this.departures =
                new Departures(
                        service,
                        Thread::sleep,
                        id -> goneListeners.forEach(listener -> listener.accept(id)),
                        meters.counter("lineside.azure.upstream.overflows"));
        measure(config, inFlight, meters);
    }

    /**
     * Prepares for the service, and listens for its events where that is configured; makes no call
     * yet.
     *
     * @param clock wall time; may differ from the service's
     * @throws IOException when a certificate file or the listener's address cannot be used
     */
    public static AzureSignalR start(
            RelayConfig.AzureSignalR config, InstantSource clock, MeterRegistry meters)
            throws IOException {
        return start(config, Identities.tokens(config, clock), clock, meters);
    }

    /** As above, with the given tokens. */
    static AzureSignalR start(
            RelayConfig.AzureSignalR config,
            TokenSource tokens,
            InstantSource clock,
            MeterRegistry meters)
            throws IOException {
        ServiceState state = new ServiceState(clock);
        Path certificates = config.trustedCertificates();
        RestCalls calls =
                new RestCalls(
                        config.connection().serverEndpoint(),
                        audience(config.connection().endpoint()),
                        tokens,
                        state,
                        certificates == null ? null : Trust.with(certificates),
                        clock);
        AzureSignalR azure = new AzureSignalR(config, tokens, calls, state, meters);
        try {
            azure.listen(config, meters);
        } catch (IOException | RuntimeException e) {
            azure.close();
            throw e;
        }
        return azure;
    }

    private void listen(RelayConfig.AzureSignalR config, MeterRegistry meters) throws IOException {
        RelayConfig.Upstream listener = config.upstream();
        if (listener == null) {
            return;
        }
        UpstreamEvents events =
                new UpstreamEvents(
                        new UpstreamSignature(Identities.keys(config)),
                        listener.code(),
                        config.hub(),
                        departures::reported,
                        meters);
        UpstreamListener listening = UpstreamListener.start(listener, events);
        upstream = listening;
        LOG.info(
                "events of Azure SignalR Service are listened for on {}:{}",
                listener.host(),
                listening.port());
    }

    /** The port of the listener for the service's events; 0 where there is no listener. */
    public int upstreamPort() {
        UpstreamListener listening = upstream;
        return listening == null ? 0 : listening.port();
    }

    // As in Microsoft's SDK: scheme and host, never a port.
    private static String audience(URI endpoint) {
        return endpoint.getScheme() + "://" + endpoint.getHost();
    }

    private void measure(
            RelayConfig.AzureSignalR config, Semaphore inFlight, MeterRegistry meters) {
        Gauge.builder(
                        "lineside.azure.sends.in.flight",
                        inFlight,
                        free -> config.inFlight() - free.availablePermits())
                .register(meters);
        Gauge.builder(
                        "lineside.azure.sends.waiting",
                        queues,
                        all -> all.values().stream().mapToInt(GroupQueue::waiting).sum())
                .register(meters);
        meters.more()
                .counter(
                        "lineside.azure.token.failures",
                        Tags.empty(),
                        tokens,
                        TokenSource::failures);
        for (DeliveryState each : DeliveryState.values()) {
            Gauge.builder("lineside.delivery", state, now -> now.now().state() == each ? 1 : 0)
                    .tag("state", each.word())
                    .description("1 for the state in which the service is")
                    .register(meters);
        }
    }

    @Override
    public Negotiator.Answer negotiate(String user) {
        String token = tokens.forClient(clientAudience, user);
        if (token != null) {
            return new Negotiator.Answer(clientUrl, token);
        }
        CallOutcome outcome = service.generateToken(user, TokenSource.LIFETIME);
        if (outcome instanceof CallOutcome.Done(String body)) {
            return new Negotiator.Answer(clientUrl, GeneratedToken.of(body));
        }
        throw new NoDeliveryException(
                "Azure SignalR Service gives no token for a client: " + outcome.why());
    }

    @Override
    public void send(String group, Payload payload) {
        if (!closed) {
            queue(group).offer(payload);
        }
    }

    @Override
    public void sendDeferred(String group, DeferredPayload payload) {
        if (!closed) {
            queue(group).offerDeferred(payload);
        }
    }

    private GroupQueue queue(String group) {
        return queues.computeIfAbsent(group, name -> new GroupQueue(name, sending));
    }

    @Override
    public CompletableFuture<Boolean> join(String connectionId, Collection<String> groups) {
        return ServiceClient.canBeConnection(connectionId)
                ? members.join(connectionId, groups)
                : CompletableFuture.completedFuture(false);
    }

    @Override
    public void leave(String connectionId, Collection<String> groups) {
        if (ServiceClient.canBeConnection(connectionId)) {
            members.leave(connectionId, groups);
        }
    }

    @Override
    public CompletableFuture<Boolean> isConnected(String connectionId) {
        return ServiceClient.canBeConnection(connectionId)
                ? members.exists(connectionId)
                : CompletableFuture.completedFuture(false);
    }

    @Override
    public void onGone(Consumer<String> listener) {
        goneListeners.add(listener);
    }

    @Override
    public Delivery delivery() {
        return state.now();
    }

    /**
     * Stops sending; the clients stay connected to the service, and receive nothing until a relay
     * is back.
     */
    @Override
    public void close() {
        closed = true;
        UpstreamListener listening = upstream;
        if (listening != null) {
            listening.close();
        }
        departures.close();
        queues.values().forEach(GroupQueue::close);
        members.close();
        calls.close();
    }
}
