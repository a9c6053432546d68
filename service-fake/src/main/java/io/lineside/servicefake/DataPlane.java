package io.lineside.servicefake;

import io.lineside.signalr.Broadcaster;
import io.lineside.signalr.EncodedMessage;
import io.lineside.signalr.HubConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The operations of the data plane, version 2022-06-01. Answers are those recorded of the official
 * emulator, except where the emulator is less strict than the service or differs from the
 * description: more than ten arguments and leaving all groups are carried out, closing an unknown
 * connection is 404, and a user's groups answer by the description.
 */
final class DataPlane {

    private static final String NO_CONNECTION = "Warning.Connection.NotExisted";
    private static final String NO_GROUP = "Warning.Group.NotExisted";
    private static final String NO_USER = "Warning.User.NotExisted";
    private static final String NOT_IN_GROUP = "Info.User.NotInGroup";

    private final JsonMapper json = new JsonMapper();
    private final Broadcaster broadcaster;
    private final ServiceHub hub;
    private final Map<String, Set<String>> groupsOfUsers = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> groupsOfConnections = new ConcurrentHashMap<>();

    DataPlane(Broadcaster broadcaster, ServiceHub hub) {
        this.broadcaster = broadcaster;
        this.hub = hub;
        hub.onChange(
                connection ->
                        groupsOfUsers
                                .getOrDefault(connection.principal().getName(), Set.of())
                                .forEach(group -> join(connection.id(), group)),
                connection -> groupsOfConnections.remove(connection.id()));
    }

    /** Carries out a call whose form has been checked as far as the description goes. */
    Reply perform(RestRequest request, Operation operation) {
        return switch (operation.name()) {
            case "POST :send",
                    "POST groups/*/:send",
                    "POST users/*/:send",
                    "POST connections/*/:send" ->
                    send(request, operation);
            case "POST :closeConnections" -> close(request, hub.ids());
            case "POST groups/*/:closeConnections" ->
                    close(request, broadcaster.members(operation.of("groups")));
            case "POST users/*/:closeConnections" ->
                    close(request, ids(hub.of(operation.of("users"))));
            case "HEAD connections/*" ->
                    found(isConnected(operation.of("connections")), NO_CONNECTION);
            case "DELETE connections/*" -> closeOne(request, operation.of("connections"));
            case "DELETE connections/*/groups" -> leaveAll(operation.of("connections"));
            case "HEAD groups/*" ->
                    found(!broadcaster.members(operation.of("groups")).isEmpty(), NO_GROUP);
            case "PUT groups/*/connections/*" ->
                    found(join(operation.of("connections"), operation.of("groups")), NO_CONNECTION);
            case "DELETE groups/*/connections/*" ->
                    found(
                            leave(operation.of("connections"), operation.of("groups")),
                            NO_CONNECTION);
            case "HEAD users/*" -> found(!hub.of(operation.of("users")).isEmpty(), NO_USER);
            case "HEAD users/*/groups/*",
                    "PUT users/*/groups/*",
                    "DELETE users/*/groups/*",
                    "DELETE users/*/groups" ->
                    userGroup(request.method(), operation);
            default -> Reply.notFound("Error.Operation.NotExisted");
        };
    }

    private static Reply found(boolean there, String code) {
        return there ? Reply.of(200) : Reply.notFound(code);
    }

    private boolean isConnected(String connectionId) {
        return broadcaster.connection(connectionId).isPresent();
    }

    private boolean join(String connectionId, String group) {
        boolean joined = broadcaster.join(connectionId, group);
        if (joined) {
            groupsOfConnections
                    .computeIfAbsent(connectionId, id -> ConcurrentHashMap.newKeySet())
                    .add(group);
        }
        return joined;
    }

    private boolean leave(String connectionId, String group) {
        boolean member = broadcaster.members(group).contains(connectionId);
        boolean known = broadcaster.leave(connectionId, group);
        groupsOfConnections.getOrDefault(connectionId, Set.of()).remove(group);
        return member && known;
    }

    private Reply leaveAll(String connectionId) {
        for (String group : groupsOfConnections.getOrDefault(connectionId, Set.of())) {
            boolean unused = leave(connectionId, group);
        }
        return found(isConnected(connectionId), NO_CONNECTION);
    }

    private Reply send(RestRequest request, Operation operation) {
        String type = request.contentType();
        if (type == null || !type.startsWith("application/json")) {
            return Reply.of(415);
        }
        if (request.body().isEmpty()) {
            return Reply.invalid("", "Message in request body is required.");
        }
        JsonNode body;
        try {
            body = json.readTree(request.body());
        } catch (JacksonException e) {
            return Reply.invalid("", "Unexpected character encountered while parsing value.");
        }
        String target = body.path("target").asString("");
        if (target.isEmpty()) {
            return Reply.invalid("Target", "The Target field is required.");
        }
        Object[] arguments = body.path("arguments").values().toArray();
        EncodedMessage message = EncodedMessage.invocation(target, arguments);
        Set<String> excluded = Set.copyOf(request.all("excluded"));
        String kind = operation.rest().getFirst();
        switch (kind) {
            case "groups" -> broadcaster.toGroupExcept(operation.of("groups"), excluded, message);
            case "users" -> broadcaster.toUser(operation.of("users"), message);
            case "connections" -> broadcaster.toConnection(operation.of("connections"), message);
            default -> broadcaster.toAllExcept(excluded, message);
        }
        return Reply.of(202);
    }

    private Reply closeOne(RestRequest request, String connectionId) {
        return broadcaster
                .connection(connectionId)
                .map(
                        connection -> {
                            connection.close(request.first("reason"), true);
                            return Reply.of(200);
                        })
                .orElseGet(() -> Reply.notFound(NO_CONNECTION));
    }

    private Reply close(RestRequest request, Set<String> connectionIds) {
        List<String> excluded = request.all("excluded");
        for (String id : connectionIds) {
            if (!excluded.contains(id)) {
                broadcaster
                        .connection(id)
                        .ifPresent(connection -> connection.close(request.first("reason"), true));
            }
        }
        return Reply.of(204);
    }

    private static Set<String> ids(List<HubConnection> connections) {
        return connections.stream().map(HubConnection::id).collect(Collectors.toUnmodifiableSet());
    }

    private Reply userGroup(String method, Operation operation) {
        String user = operation.of("users");
        String group = operation.named("groups");
        Set<String> groups =
                groupsOfUsers.computeIfAbsent(user, name -> ConcurrentHashMap.newKeySet());
        return switch (method) {
            case "HEAD" -> found(groups.contains(group), NOT_IN_GROUP);
            case "PUT" -> {
                String joined = operation.of("groups");
                groups.add(joined);
                ids(hub.of(user)).forEach(id -> join(id, joined));
                yield Reply.of(200);
            }
            default -> {
                for (String left : group == null ? List.copyOf(groups) : List.of(group)) {
                    groups.remove(left);
                    ids(hub.of(user)).forEach(id -> leave(id, left));
                }
                yield Reply.of(204);
            }
        };
    }

    /** The groups a connection is in, for a test to look at. */
    Set<String> groupsOf(String connectionId) {
        return Set.copyOf(groupsOfConnections.getOrDefault(connectionId, Set.of()));
    }
}
