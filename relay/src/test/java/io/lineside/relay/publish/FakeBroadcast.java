package io.lineside.relay.publish;

import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.DeferredPayload;
import io.lineside.relay.broadcast.NoDeliveryException;
import io.lineside.relay.broadcast.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients whose sockets can be written when the test calls {@link #write}. */
final class FakeBroadcast implements Broadcast {

    /** A message that one client was sent. */
    record Sent(String target, JsonNode argument) {}

    private final Set<String> connected = new HashSet<>();
    private final Map<String, Set<String>> members = new HashMap<>();
    private final Map<String, Map<String, DeferredPayload>> late = new HashMap<>();
    private final Map<String, DeferredPayload> deferredOfGroup = new HashMap<>();
    boolean unreachable;
    private final Map<String, List<Sent>> sent = new HashMap<>();
    private final List<Consumer<String>> gone = new ArrayList<>();

    /**
     * Makes the deferred message that waits for the whole group, as a back end without single
     * clients does.
     */
    DeferredPayload.@Nullable ForGroup forGroup(String group, int largest) {
        DeferredPayload payload = deferredOfGroup.remove(group);
        return payload == null ? null : payload.forGroup(largest);
    }

    void connect(String client) {
        connected.add(client);
    }

    void drop(String client) {
        connected.remove(client);
        members.values().forEach(group -> group.remove(client));
        gone.forEach(listener -> listener.accept(client));
    }

    Set<String> membersOf(String group) {
        return members.getOrDefault(group, new HashSet<>());
    }

    /**
     * Lets the client's socket be written, so that the client gets what waits for it. Returns all
     * messages that the client was sent.
     */
    List<Sent> write(String client) {
        Map<String, DeferredPayload> waiting = late.remove(client);
        if (waiting != null) {
            waiting.values()
                    .forEach(
                            each -> {
                                Payload payload = each.forConnection(client);
                                if (payload != null) {
                                    deliver(client, payload);
                                }
                            });
        }
        return sent.getOrDefault(client, List.of());
    }

    private void deliver(String client, Payload payload) {
        sent.computeIfAbsent(client, id -> new ArrayList<>())
                .add(
                        new Sent(
                                payload.target(),
                                JsonMapper.shared()
                                        .readTree(
                                                new String(
                                                        payload.argumentJson(),
                                                        StandardCharsets.UTF_8))));
    }

    @Override
    public void send(String group, Payload payload) {
        membersOf(group).forEach(client -> deliver(client, payload));
    }

    @Override
    public void sendDeferred(String group, DeferredPayload payload) {
        deferredOfGroup.put(group, payload);
        membersOf(group)
                .forEach(
                        client ->
                                late.computeIfAbsent(client, id -> new LinkedHashMap<>())
                                        .put(group, payload));
    }

    @Override
    public CompletableFuture<Boolean> join(String client, Collection<String> groups) {
        if (unreachable) {
            return CompletableFuture.failedFuture(new NoDeliveryException("no service"));
        }
        if (connected.contains(client)) {
            groups.forEach(
                    group -> members.computeIfAbsent(group, name -> new HashSet<>()).add(client));
        }
        return isConnected(client);
    }

    @Override
    public void leave(String client, Collection<String> groups) {
        groups.forEach(group -> membersOf(group).remove(client));
    }

    @Override
    public CompletableFuture<Boolean> isConnected(String client) {
        return CompletableFuture.completedFuture(connected.contains(client));
    }

    @Override
    public void onGone(Consumer<String> listener) {
        gone.add(listener);
    }
}
