package io.lineside.conformance;

import io.lineside.signalr.Broadcaster;
import io.lineside.signalr.EncodedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTTP side of the parity hub, for load clients and probes: {@code POST
 * /publish?group=&rate=&bytes=&seconds=} broadcasts at a rate, {@code POST
 * /send?group=|user=|connection=&except=a,b&target=} sends what is posted, a JSON array of
 * arguments, {@code GET /stats} answers with figures of this process, {@code GET /stats/full} all
 * that may leak.
 */
final class ParityHttp extends Handler.Abstract {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Broadcaster broadcaster;
    private final ProcessStats stats;

    ParityHttp(Broadcaster broadcaster, ProcessStats stats) {
        this.broadcaster = broadcaster;
        this.stats = stats;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Fields query = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
        try {
            switch (request.getMethod() + " " + Request.getPathInContext(request)) {
                case "POST /publish" -> publish(query, response, callback);
                case "POST /send" -> {
                    send(query, Content.Source.asString(request));
                    response.setStatus(202);
                    callback.succeeded();
                }
                case "GET /stats" -> answer(response, callback, stats.brief());
                case "GET /stats/full" -> answer(response, callback, stats.full());
                default -> {
                    return false;
                }
            }
        } catch (IllegalArgumentException | JacksonException e) {
            response.setStatus(400);
            Content.Sink.write(response, true, e.getMessage() + "\n", callback);
        }
        return true;
    }

    private void publish(Fields query, Response response, Callback callback) {
        OpenLoop loop =
                new OpenLoop(
                        number(query, "rate"),
                        Duration.ofMillis((long) (1000 * number(query, "seconds"))));
        String group = text(query, "group");
        int bytes = (int) number(query, "bytes");
        Thread.ofPlatform()
                .daemon()
                .name("parity-publish")
                .start(
                        () -> {
                            Waiting waiting = new Waiting(broadcaster);
                            OpenLoop.Outcome outcome =
                                    loop.run(
                                            due -> {
                                                broadcaster.toGroup(
                                                        group,
                                                        EncodedMessage.invocation(
                                                                "v", OpenLoop.text(due, bytes)));
                                                waiting.look(group, due);
                                            });
                            answer(
                                    response,
                                    callback,
                                    Map.of(
                                            "sent",
                                            outcome.sent(),
                                            "worstLateMs",
                                            outcome.worstLate().toNanos() / 1e6,
                                            "mostWaitingBytes",
                                            waiting.most));
                        });
    }

    /** Looks now and then how much waits for one client. */
    private static final class Waiting {

        private static final long EVERY = Duration.ofMillis(100).toNanos();

        private final Broadcaster broadcaster;
        private long looked = System.nanoTime();
        private long most;

        Waiting(Broadcaster broadcaster) {
            this.broadcaster = broadcaster;
        }

        void look(String group, long now) {
            if (now - looked < EVERY) {
                return;
            }
            looked = now;
            for (String member : broadcaster.members(group)) {
                broadcaster
                        .connection(member)
                        .ifPresent(each -> most = Math.max(most, each.outbox().waitingBytes()));
            }
        }
    }

    private void send(Fields query, String body) {
        JsonNode arguments = JSON.readTree(body);
        if (!arguments.isArray()) {
            throw new IllegalArgumentException("body: a JSON array of arguments is expected");
        }
        EncodedMessage message =
                EncodedMessage.invocation(text(query, "target"), arguments.valueStream().toArray());
        String except = query.getValue("except");
        Set<String> others =
                except == null
                        ? Set.of()
                        : Arrays.stream(except.split(",")).collect(Collectors.toSet());
        if (query.getValue("connection") instanceof String connection) {
            broadcaster.toConnection(connection, message);
        } else if (query.getValue("user") instanceof String user) {
            broadcaster.toUser(user, message);
        } else if (query.getValue("group") instanceof String group) {
            broadcaster.toGroupExcept(group, others, message);
        } else {
            broadcaster.toAllExcept(others, message);
        }
    }

    private static void answer(Response response, Callback callback, Map<String, Object> values) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        Content.Sink.write(response, true, JSON.writeValueAsString(values), callback);
    }

    private static double number(Fields query, String name) {
        return Double.parseDouble(text(query, name));
    }

    private static String text(Fields query, String name) {
        @Nullable String value = query.getValue(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "parameter '" + name + "' is expected, among " + List.copyOf(query.getNames()));
        }
        return value;
    }
}
