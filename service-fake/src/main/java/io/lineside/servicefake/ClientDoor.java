package io.lineside.servicefake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the service checks before a hub sees its client: the hub's name, the path with its slash,
 * and the five seconds from negotiation to connection.
 */
final class ClientDoor extends Handler.Wrapper {

    static final String PATH = "/client";

    /** Source: Azure SignalR troubleshooting guide, "404 returned for client requests". */
    static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    private static final int MOST = 10_000;

    private record Visit(String connectionId, Instant negotiated, boolean connected) {}

    private final JsonMapper json = new JsonMapper();
    private final String hub;
    private final InstantSource clock;
    private final Consumer<String> violations;
    private final Object lock = new Object();
    private final Map<String, Visit> visits = bounded();
    private final Map<String, String> queries = bounded();

    ClientDoor(String hub, InstantSource clock, Consumer<String> violations) {
        this.hub = hub;
        this.clock = clock;
        this.violations = violations;
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST;
            }
        };
    }

    /** The query with which a connection was opened. */
    String query(String connectionId) {
        synchronized (lock) {
            return queries.getOrDefault(connectionId, "?hub=" + hub);
        }
    }

    void forget(String connectionId) {
        synchronized (lock) {
            queries.remove(connectionId);
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        if (path == null || !path.startsWith(PATH + "/")) {
            return false;
        }
        Fields query = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
        if (!hub.equals(query.getValue("hub"))) {
            violations.accept("a client asked for hub " + query.getValue("hub"));
            Response.writeError(request, response, callback, 400, "the query must name the hub");
            return true;
        }
        if (path.equals(PATH + "/negotiate")) {
            return super.handle(request, new Negotiation(request, response), callback);
        }
        String token = query.getValue("id");
        if (token != null && isLate(token, request)) {
            violations.accept("a client connected more than 5 s after its negotiation");
            Response.writeError(request, response, callback, 404, "connected too late");
            return true;
        }
        HttpURI inner = HttpURI.build(request.getHttpURI()).path(PATH).asImmutable();
        return super.handle(
                new Request.Wrapper(request) {
                    @Override
                    public HttpURI getHttpURI() {
                        return inner;
                    }
                },
                response,
                callback);
    }

    private boolean isLate(String token, Request request) {
        synchronized (lock) {
            Visit visit = visits.get(token);
            if (visit == null || visit.connected()) {
                return false;
            }
            if (clock.instant().isAfter(visit.negotiated().plus(CONNECT_WITHIN))) {
                return true;
            }
            visits.put(token, new Visit(visit.connectionId(), visit.negotiated(), true));
            queries.put(visit.connectionId(), "?" + request.getHttpURI().getQuery());
            return false;
        }
    }

    /** Notes which connection the answer to a negotiation names. */
    private final class Negotiation extends Response.Wrapper {

        Negotiation(Request request, Response response) {
            super(request, response);
        }

        @Override
        public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
            if (getStatus() < 300 && content != null && content.hasRemaining()) {
                JsonNode answer =
                        json.readTree(StandardCharsets.UTF_8.decode(content.slice()).toString());
                String id = answer.path("connectionId").asString("");
                String token = answer.path("connectionToken").asString(id);
                synchronized (lock) {
                    visits.put(token, new Visit(id, clock.instant(), false));
                }
            }
            super.write(last, content, callback);
        }
    }
}
