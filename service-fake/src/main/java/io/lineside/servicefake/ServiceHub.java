package io.lineside.servicefake;

import io.lineside.signalr.Hub;
import io.lineside.signalr.HubCall;
import io.lineside.signalr.HubConnection;
import io.lineside.signalr.HubException;
import io.lineside.signalr.HubFallback;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A serverless hub: it has no methods, it calls the upstream. It calls the upstream for a
 * connection right after the client has its handshake's answer, where the emulator does so right
 * before.
 */
final class ServiceHub implements Hub {

    private static final char END = '\u001e';

    private final JsonMapper json = new JsonMapper();
    private final UpstreamCaller upstream;
    private final ClientDoor door;
    private final Consumer<String> violations;
    private final Map<String, HubConnection> connections = new ConcurrentHashMap<>();
    private volatile boolean silent;
    private volatile Consumer<HubConnection> arrived = connection -> {};
    private volatile Consumer<HubConnection> gone = connection -> {};

    ServiceHub(UpstreamCaller upstream, ClientDoor door, Consumer<String> violations) {
        this.upstream = upstream;
        this.door = door;
        this.violations = violations;
    }

    /** While true the upstream is not called: a dead service does not say goodbye. */
    void silence(boolean value) {
        silent = value;
    }

    void onChange(Consumer<HubConnection> arrival, Consumer<HubConnection> departure) {
        arrived = arrival;
        gone = departure;
    }

    /** The connections of a user. */
    List<HubConnection> of(String user) {
        return connections.values().stream()
                .filter(connection -> connection.principal().getName().equals(user))
                .toList();
    }

    Set<String> ids() {
        return Set.copyOf(connections.keySet());
    }

    @Override
    public void onConnected(HubConnection connection) {
        connections.put(connection.id(), connection);
        arrived.accept(connection);
        if (!silent) {
            HttpResponse<String> unused =
                    upstream.post(
                            "connections",
                            "connected",
                            connection,
                            door.query(connection.id()),
                            "{\"type\":10}");
        }
    }

    @Override
    public void onDisconnected(HubConnection connection, @Nullable String reason) {
        connections.remove(connection.id());
        gone.accept(connection);
        String query = door.query(connection.id());
        door.forget(connection.id());
        if (!silent) {
            ObjectNode body = json.createObjectNode().put("type", 11);
            if (reason != null) {
                body.put("error", reason);
            }
            HttpResponse<String> unused =
                    upstream.post(
                            "connections", "disconnected", connection, query, body.toString());
        }
    }

    @Override
    public HubFallback fallback() {
        return this::passOn;
    }

    private @Nullable Object passOn(HubConnection caller, HubCall call) throws HubException {
        if (!upstream.isConfigured()) {
            // Without an upstream, a client must not send messages; the service ends its
            // connection.
            caller.close("Messages from clients have nowhere to go", false);
            return null;
        }
        ObjectNode body = json.createObjectNode().put("type", 1);
        if (call.id() != null) {
            body.put("invocationId", call.id());
        }
        body.put("target", call.method()).putArray("arguments").addAll(call.arguments());
        HttpResponse<String> answer =
                upstream.post(
                        "messages",
                        call.method(),
                        caller,
                        door.query(caller.id()),
                        body.toString());
        if (answer == null) {
            throw HubException.verbatim("Invocation failed, the upstream does not answer");
        }
        if (answer.statusCode() < 200 || answer.statusCode() > 299) {
            throw HubException.verbatim("Invocation failed, status code " + answer.statusCode());
        }
        return answer.body().isEmpty() || call.id() == null ? null : result(call, answer.body());
    }

    /**
     * The completion in an answer of the upstream. The service passes the answer's bytes on as they
     * are, so they must be one framed Completion.
     */
    private @Nullable JsonNode result(HubCall call, String body) throws HubException {
        JsonNode completion;
        try {
            completion =
                    body.indexOf(END) == body.length() - 1
                            ? json.readTree(body.substring(0, body.length() - 1))
                            : json.nullNode();
        } catch (JacksonException e) {
            completion = json.nullNode();
        }
        if (completion.path("type").asInt(0) != 3
                || !completion.path("invocationId").asString("").equals(call.id())) {
            violations.accept("the upstream answered " + call + " with no Completion: " + body);
            throw HubException.verbatim("The answer is no framed Completion");
        }
        if (completion.has("error")) {
            throw HubException.verbatim(completion.path("error").asString(""));
        }
        return completion.get("result");
    }

    /** For the message of a failing test. */
    @Override
    public String toString() {
        return connections.values().stream()
                .map(connection -> connection.id() + " " + connection.principal().getName())
                .collect(Collectors.joining(", "));
    }
}
