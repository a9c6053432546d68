package io.lineside.servicefake;

import io.lineside.signalr.HubOptions;
import io.lineside.signalr.server.SignalRServer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Azure SignalR Service, serverless, with one hub, on a free port of 127.0.0.1: real SignalR
 * clients on one side, the data plane's REST calls on the other. Safe on any thread.
 */
public final class ServiceFake implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int LARGEST_HEADERS = 16 * 1024;
    private static final int OUTBOX = 4 << 20;
    private static final int KEY_BYTES = 48;
    private static final int THREADS = 64;

    private final String hubName;
    private final Tokens tokens;
    private final UpstreamCaller upstream;
    private final ServiceHub hub;
    private final SignalRServer signalr;
    private final DataPlane plane;
    private final Faults faults = new Faults();
    private final Records<RestExchange> exchanges = new Records<>();
    private final Records<UpstreamExchange> upstreamExchanges = new Records<>();
    private final Records<String> violations = new Records<>();
    private final Server server;
    private final ServerConnector connector;
    private final int port;
    private final boolean validating;

    ServiceFake(ServiceFakeBuilder options) throws Exception {
        hubName = options.hub;
        tokens = new Tokens(List.of(newKey(), newKey()), options.clock);
        upstream = new UpstreamCaller(hubName, tokens, upstreamExchanges);
        upstream.to(options.upstream);
        Description description = Description.load(options.description);
        validating = description != null;
        ClientDoor door = new ClientDoor(hubName, options.clock, violations::add);
        hub = new ServiceHub(upstream, door, violations::add);
        signalr =
                SignalRServer.create(
                        ClientDoor.PATH,
                        HubOptions.defaults()
                                .withMaxOutboxBytes(OUTBOX)
                                .withAllowedOrigins(origin -> true)
                                .withAuthenticator(this::user),
                        hub);
        plane = new DataPlane(signalr.broadcaster(), hub);
        door.setHandler(signalr.handler());
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("service-fake");
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(HOST);
        connector.setPort(0);
        server.addConnector(connector);
        server.setHandler(
                new Handler.Sequence(
                        new RestDoor(
                                hubName,
                                tokens,
                                plane,
                                faults,
                                options.clock,
                                description,
                                exchanges,
                                violations::add),
                        door));
        server.start();
        port = connector.getLocalPort();
        // The same port is used again when the service comes back.
        connector.setPort(port);
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(LARGEST_HEADERS);
        http.setSendServerVersion(false);
        // A group's name may contain any character, escaped.
        http.setUriCompliance(
                UriCompliance.DEFAULT.with(
                        "service",
                        UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                        UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                        UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
                        UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS));
        return http;
    }

    private static String newKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private @Nullable ServiceUser user(@Nullable String token) {
        return switch (tokens.check(token, bothForms(port, ClientDoor.PATH + "/?hub=" + hubName))) {
            case Tokens.Verdict.Good(var claims) -> ServiceUser.of(claims);
            case Tokens.Verdict.Bad(String problem) -> {
                violations.add("a client's token: " + problem);
                yield null;
            }
        };
    }

    /** An address with its port, and without port, as Microsoft's SDK writes it into tokens. */
    static Set<String> bothForms(int port, String path) {
        return Set.of("http://" + HOST + ":" + port + path, "http://" + HOST + path);
    }

    /** A service with the hub "lineside", no upstream, and the system's clock. */
    public static ServiceFakeBuilder builder() {
        return new ServiceFakeBuilder();
    }

    /** The address for clients and back ends, such as {@code http://127.0.0.1:1234}. */
    public String endpoint() {
        return "http://" + HOST + ":" + port;
    }

    /** The port it listens on, of 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The connection string with the first key. */
    public String connectionString() {
        return connectionString(tokens.keys().getFirst());
    }

    /** The connection string with the second key. */
    public String secondaryConnectionString() {
        return connectionString(tokens.keys().getLast());
    }

    private String connectionString(String key) {
        return "Endpoint=http://" + HOST + ";Port=" + port + ";AccessKey=" + key + ";Version=1.0;";
    }

    /** The keys, first and second; the service signs its calls of the upstream with both. */
    public List<String> keys() {
        return tokens.keys();
    }

    /** Replaces the first key; the old one is no longer accepted. */
    public void regenerateFirstKey() {
        tokens.replace(List.of(newKey(), tokens.keys().getLast()));
    }

    /**
     * Calls an upstream from now on for each event of a client.
     *
     * @param template such as {@code http://127.0.0.1:5000/upstream/{hub}/{category}/{event}}; null
     *     for none
     */
    public void callUpstream(@Nullable String template) {
        upstream.to(template);
    }

    /** What is to go wrong next. */
    public Faults faults() {
        return faults;
    }

    /** Nothing listens any more and every socket is cut; the upstream is not called for that. */
    public void goDown() {
        hub.silence(true);
        try {
            connector.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the service fake cannot go down", e);
        }
    }

    /** The service is there again, at the same address, with no connection and no group. */
    public void comeBack() {
        try {
            connector.start();
        } catch (Exception e) {
            throw new IllegalStateException("the service fake cannot come back", e);
        }
        hub.silence(false);
    }

    /** Whether requests and answers are compared with Microsoft's description. */
    public boolean isValidating() {
        return validating;
    }

    /** The newest calls of the data plane, oldest first. */
    public List<RestExchange> calls() {
        return exchanges.all();
    }

    /** How many calls of the data plane there were. */
    public long callCount() {
        return exchanges.count();
    }

    /** The newest calls of the upstream, oldest first. */
    public List<UpstreamExchange> upstreamCalls() {
        return upstreamExchanges.all();
    }

    /** What a strict service would refuse of the requests so far, oldest first. */
    public List<String> violations() {
        return violations.all();
    }

    /** As {@link #violations}; the list is empty afterwards. */
    public List<String> takeViolations() {
        return violations.take();
    }

    /** The ids of all clients. */
    public Set<String> connections() {
        return hub.ids();
    }

    /** The groups a client is in. */
    public Set<String> groupsOf(String connectionId) {
        return plane.groupsOf(connectionId);
    }

    @Override
    public void close() {
        hub.silence(true);
        signalr.close();
        upstream.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the service fake does not stop", e);
        }
    }
}
