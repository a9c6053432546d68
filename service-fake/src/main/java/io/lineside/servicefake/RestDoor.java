package io.lineside.servicefake;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.net.URLDecoder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of the data plane: applies faults, checks the caller's token, compares requests and
 * answers with the description, and records everything.
 */
final class RestDoor extends Handler.Abstract {

    private static final String ROOT = "/api/";
    private static final String HEALTH = "HEAD /api/health";
    private static final String VERSION = "2022-06-01";
    private static final String HUB_NAME = "[A-Za-z][A-Za-z0-9_`,.\\[\\]]{0,127}";
    private static final int LARGEST = 1 << 20;

    /** Begins the report of a fault in this fake itself. */
    static final String ANSWER = "the answer to ";

    private final String hub;
    private final Tokens tokens;
    private final DataPlane plane;
    private final Faults faults;
    private final InstantSource clock;
    private final @Nullable Description description;
    private final Records<RestExchange> exchanges;
    private final Consumer<String> violations;

    RestDoor(
            String hub,
            Tokens tokens,
            DataPlane plane,
            Faults faults,
            InstantSource clock,
            @Nullable Description description,
            Records<RestExchange> exchanges,
            Consumer<String> violations) {
        this.hub = hub;
        this.tokens = tokens;
        this.plane = plane;
        this.faults = faults;
        this.clock = clock;
        this.description = description;
        this.exchanges = exchanges;
        this.violations = violations;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        if (path == null || !path.startsWith(ROOT)) {
            return false;
        }
        RestRequest asked = read(request, path);
        Fault fault = faults.strike(asked);
        Reply reply = fault == null || fault.delivered() ? judge(request, asked) : Reply.NONE;
        boolean delivered = reply.status() >= 200 && reply.status() < 300;
        if (fault instanceof Fault.Late(Duration by)) {
            Thread.sleep(by);
        }
        if (fault instanceof Fault.Reset) {
            exchanges.add(new RestExchange(clock.instant(), asked, 0, delivered));
            reset(request.getConnectionMetaData().getConnection().getEndPoint());
            callback.failed(new IOException("reset, as a test wants it"));
            return true;
        }
        Reply given = fault instanceof Fault.Answer wrong ? Reply.fault(wrong) : reply;
        exchanges.add(new RestExchange(clock.instant(), asked, given.status(), delivered));
        answer(asked, given, response, callback);
        return true;
    }

    private static RestRequest read(Request request, String path) throws IOException {
        byte[] body;
        try (InputStream in = Content.Source.asInputStream(request)) {
            body = in.readNBytes(LARGEST + 1);
        }
        return new RestRequest(
                request.getMethod(),
                path,
                parameters(request.getHttpURI().getQuery()),
                request.getHeaders().get(HttpHeader.CONTENT_TYPE),
                new String(body, StandardCharsets.UTF_8));
    }

    private static Map<String, List<String>> parameters(@Nullable String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String part : query == null ? new String[0] : query.split("&")) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1);
            parameters
                    .computeIfAbsent(
                            URLDecoder.decode(name, StandardCharsets.UTF_8),
                            key -> new ArrayList<>())
                    .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private Reply judge(Request request, RestRequest asked) {
        Operation operation = Operation.of(asked);
        Tokens.Verdict verdict = tokens.check(bearer(request), audiences(request, asked.path()));
        if (verdict instanceof Tokens.Verdict.Bad(String problem)) {
            violations.accept(asked.method() + " " + asked.path() + ": token: " + problem);
            return Reply.unauthorized(problem);
        }
        if (asked.body().getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            violations.accept(asked.method() + " " + asked.path() + ": more than 1 MB");
            return Reply.of(413);
        }
        if (!VERSION.equals(asked.first("api-version"))) {
            violations.accept(asked.method() + " " + asked.path() + ": api-version");
            return Reply.invalid("api-version", "expected " + VERSION);
        }
        List<String> problems =
                description == null ? List.<String>of() : description.problems(asked);
        problems.forEach(
                problem -> violations.accept(asked.method() + " " + asked.path() + ": " + problem));
        if (operation.name().equals(HEALTH)) {
            return Reply.of(200);
        }
        String named = operation.hub();
        if (named != null && !named.matches(HUB_NAME)) {
            return Reply.invalid("hub", "Invalid hub name.");
        }
        if (named == null || !named.equals(hub)) {
            violations.accept(asked.method() + " " + asked.path() + ": hub is not " + hub);
            return Reply.notFound("Error.Hub.NotExisted");
        }
        Reply reply = plane.perform(asked, operation);
        // For a wrong body the recorded text is more exact than the description.
        Reply given =
                problems.isEmpty() || reply.status() >= 400
                        ? reply
                        : Reply.invalid("", problems.getFirst());
        if (description != null) {
            description
                    .problems(asked, given)
                    .forEach(
                            problem ->
                                    violations.accept(
                                            ANSWER
                                                    + asked.method()
                                                    + " "
                                                    + asked.path()
                                                    + ": "
                                                    + problem));
        }
        return given;
    }

    private static @Nullable String bearer(Request request) {
        String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return header != null && header.startsWith("Bearer ") ? header.substring(7) : null;
    }

    /**
     * The URL without its query, with and without port: the SDK drops the port, and the service
     * accepts both.
     */
    private static Set<String> audiences(Request request, String path) {
        return ServiceFake.bothForms(Request.getLocalPort(request), path);
    }

    private static void answer(
            RestRequest asked, Reply reply, Response response, Callback callback) {
        response.setStatus(reply.status());
        reply.headers().forEach(response.getHeaders()::put);
        boolean bare = asked.method().equals("HEAD") || reply.body().isEmpty();
        Content.Sink.write(response, true, bare ? "" : reply.body(), callback);
    }

    private static void reset(EndPoint endPoint) throws IOException {
        if (endPoint.getTransport() instanceof SocketChannel channel) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        endPoint.close();
    }
}
