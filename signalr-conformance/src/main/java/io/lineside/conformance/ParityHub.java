package io.lineside.conformance;

import io.lineside.signalr.Broadcaster;
import io.lineside.signalr.EncodedMessage;
import io.lineside.signalr.Hub;
import io.lineside.signalr.HubArgumentException;
import io.lineside.signalr.HubConnection;
import io.lineside.signalr.HubException;
import io.lineside.signalr.HubMethod;
import io.lineside.signalr.HubStreamMethod;
import io.lineside.signalr.HubUploadMethod;
import io.lineside.signalr.Upload;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * A hub with a method for each thing a client may meet; the same methods as the reference server's
 * hub has. Its code runs on the connections' virtual threads.
 */
final class ParityHub implements Hub {

    private static final int MOST_REASONS = 1_000;

    final Map<String, HubConnection> connected = new ConcurrentHashMap<>();

    /** Why the newest of them left. */
    final BlockingDeque<String> disconnected = new LinkedBlockingDeque<>(MOST_REASONS);

    private volatile @Nullable Broadcaster broadcaster;

    void broadcaster(Broadcaster of) {
        broadcaster = of;
    }

    @Override
    public void onConnected(HubConnection connection) {
        connected.put(connection.id(), connection);
    }

    @Override
    public void onDisconnected(HubConnection connection, @Nullable String reason) {
        connected.remove(connection.id());
        String why = reason == null ? "goodbye" : reason;
        while (!disconnected.offer(why)) {
            disconnected.poll();
        }
    }

    @Override
    public Map<String, HubMethod> methods() {
        return Map.ofEntries(
                Map.entry("Echo", (c, a) -> text(a, 0, 1)),
                Map.entry("EchoAny", (c, a) -> only(a, 1).getFirst()),
                Map.entry("Add", (c, a) -> integer(a, 0) + integer(a, 1)),
                Map.entry("Nothing", (c, a) -> only(a, 0).isEmpty() ? null : ""),
                Map.entry("Null", (c, a) -> null),
                Map.entry("Fail", (c, a) -> fail()),
                Map.entry("FailHub", (c, a) -> failHub()),
                Map.entry("Join", (c, a) -> nothing(to().join(c.id(), name(a, 1)))),
                Map.entry("Leave", (c, a) -> nothing(to().leave(c.id(), name(a, 1)))),
                Map.entry("ToGroup", this::toGroup),
                Map.entry("ToAll", this::toAll),
                Map.entry("ToOthers", this::toOthers),
                Map.entry("ToUser", this::toUser),
                Map.entry("Back", this::back),
                Map.entry("WhoAmI", (c, a) -> c.principal().getName()),
                Map.entry("MyConnection", (c, a) -> c.id()),
                Map.entry("Abort", (c, a) -> abort(c)),
                Map.entry("Slow", this::slow),
                Map.entry("Ask", this::ask));
    }

    @Override
    public Map<String, HubStreamMethod> streams() {
        return Map.of(
                "Count", this::count,
                "CountThenFail", this::countThenFail,
                "CountChannel", (c, a, items) -> countTo(integer(a, 0), 0, items));
    }

    @Override
    public Map<String, HubUploadMethod> uploads() {
        return Map.of("Sum", this::sum, "Join2", this::join);
    }

    private void count(HubConnection caller, List<JsonNode> arguments, HubStreamMethod.Items items)
            throws Exception {
        countTo(integer(arguments, 0), integer(arguments, 1), items);
    }

    private void countThenFail(
            HubConnection caller, List<JsonNode> arguments, HubStreamMethod.Items items)
            throws Exception {
        countTo(integer(arguments, 0), 0, items);
        throw new HubException("stream broke");
    }

    private static void countTo(int n, int millis, HubStreamMethod.Items items)
            throws InterruptedException {
        for (int i = 0; i < n; i++) {
            if (i > 0 && millis > 0) {
                Thread.sleep(millis);
            }
            items.send(i);
        }
    }

    private @Nullable Object sum(
            HubConnection caller, List<JsonNode> arguments, List<Upload> uploads) throws Exception {
        int sum = 0;
        Upload upload = uploads.getFirst();
        for (JsonNode item = upload.next(); item != null; item = upload.next()) {
            if (!item.isInt()) {
                throw new HubException("Failed to bind Stream message.");
            }
            sum += item.intValue();
        }
        return sum;
    }

    private @Nullable Object join(
            HubConnection caller, List<JsonNode> arguments, List<Upload> uploads) throws Exception {
        StringJoiner joined = new StringJoiner(name(arguments, 1));
        Upload upload = uploads.getFirst();
        for (JsonNode item = upload.next(); item != null; item = upload.next()) {
            joined.add(item.stringValue());
        }
        return joined.toString();
    }

    private @Nullable Object ask(HubConnection caller, List<JsonNode> arguments) throws Exception {
        try {
            JsonNode answer = caller.ask("twice", integer(arguments, 0)).get(20, TimeUnit.SECONDS);
            if (!answer.isInt()) {
                throw new HubException("Error trying to deserialize result to Int32.");
            }
            return answer.intValue();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof HubException told ? told : e;
        }
    }

    private Broadcaster to() {
        return Objects.requireNonNull(broadcaster);
    }

    private @Nullable Object toGroup(HubConnection caller, List<JsonNode> arguments)
            throws Exception {
        to().toGroup(name(arguments, 2), EncodedMessage.invocation("said", name(arguments, 1, 2)));
        return null;
    }

    private @Nullable Object toAll(HubConnection caller, List<JsonNode> arguments)
            throws Exception {
        to().toAll("said", name(arguments, 1));
        return null;
    }

    private @Nullable Object toOthers(HubConnection caller, List<JsonNode> arguments)
            throws Exception {
        to().toAllExcept(
                        Set.of(caller.id()), EncodedMessage.invocation("said", name(arguments, 1)));
        return null;
    }

    private @Nullable Object toUser(HubConnection caller, List<JsonNode> arguments)
            throws Exception {
        to().toUser(name(arguments, 2), EncodedMessage.invocation("said", name(arguments, 1, 2)));
        return null;
    }

    private @Nullable Object back(HubConnection caller, List<JsonNode> arguments) throws Exception {
        caller.send(name(arguments, 2), only(arguments, 2).get(1).valueStream().toArray());
        return null;
    }

    private @Nullable Object slow(HubConnection caller, List<JsonNode> arguments) throws Exception {
        Thread.sleep(integer(arguments, 0));
        return "slow";
    }

    private static @Nullable Object fail() {
        throw new IllegalStateException("secret detail");
    }

    private static @Nullable Object failHub() throws HubException {
        throw new HubException("told to the client");
    }

    private static @Nullable Object abort(HubConnection caller) {
        caller.abort("asked for");
        return null;
    }

    private static @Nullable Object nothing(boolean ignored) {
        return null;
    }

    private static List<JsonNode> only(List<JsonNode> arguments, int count)
            throws HubArgumentException {
        if (arguments.size() != count) {
            throw new HubArgumentException(count + " arguments are expected");
        }
        return arguments;
    }

    private static String name(List<JsonNode> arguments, int count) throws HubArgumentException {
        return name(arguments, 0, count);
    }

    private static String name(List<JsonNode> arguments, int at, int count)
            throws HubArgumentException {
        return only(arguments, count).get(at).stringValue();
    }

    private static @Nullable String text(List<JsonNode> arguments, int at, int count)
            throws HubArgumentException {
        JsonNode value = only(arguments, count).get(at);
        return value instanceof NullNode ? null : value.stringValue();
    }

    private static int integer(List<JsonNode> arguments, int at) throws HubArgumentException {
        if (at >= arguments.size() || arguments.size() > 2 || !arguments.get(at).isInt()) {
            throw new HubArgumentException("an integer is expected");
        }
        return arguments.get(at).intValue();
    }
}
