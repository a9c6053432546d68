package io.lineside.relay.publish;

import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients whose sockets can be written when the test says so. */
final class FakeBroadcast implements Broadcast {

    /** What one client was sent. */
    record Sent(String target, JsonNode argument) {}

    private final Set<String> connected = new HashSet<>();
    private final Map<String, Set<String>> members = new HashMap<>();
    private final Map<String, Map<String, LatePayload>> late = new HashMap<>();
    private final Map<String, List<Sent>> sent = new HashMap<>();
    private final List<Consumer<String>> gone = new ArrayList<>();

    void connect(String client) {
        connected.add(client);
    }

    void drop(String client) {
        connected.remove(client);
        members.values().forEach(group -> group.remove(client));
        gone.forEach(listener -> listener.accept(client));
    }

    Set<String> membersOf(String group) {
        return members.getOrDefault(group, Set.of());
    }

    /** The client's socket can be written: it gets what waits for it. Answers all it was sent. */
    List<Sent> write(String client) {
        Map<String, LatePayload> waiting = late.remove(client);
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
    public void sendLate(String group, LatePayload payload) {
        membersOf(group)
                .forEach(
                        client ->
                                late.computeIfAbsent(client, id -> new LinkedHashMap<>())
                                        .put(group, payload));
    }

    @Override
    public boolean join(String client, String group) {
        return connected.contains(client)
                && members.computeIfAbsent(group, name -> new HashSet<>()).add(client);
    }

    @Override
    public boolean leave(String client, String group) {
        return members.containsKey(group) && members.get(group).remove(client);
    }

    @Override
    public boolean isConnected(String client) {
        return connected.contains(client);
    }

    @Override
    public void onGone(Consumer<String> listener) {
        gone.add(listener);
    }
}
