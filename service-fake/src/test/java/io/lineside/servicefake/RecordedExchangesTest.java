package io.lineside.servicefake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lineside.servicefake.Recording.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Replays the recorded exchanges of the official emulator against the fake: it sends the recorded
 * requests and expects the recorded answers, except where the emulator is less strict than the
 * service.
 */
class RecordedExchangesTest {

    private static final String REFUSED = "refused";
    private static final String VERSION = "?api-version=2022-06-01";

    /**
     * Method, path without query, and the token's fault, of the requests that the fake answers with
     * another status.
     */
    private static final Map<String, Integer> STRICTER =
            Map.of(
                    "POST /api/hubs/plant/:send expired", 401,
                    "POST /api/hubs/plant/:send wrong-audience", 401,
                    "POST /api/v1/hubs/plant", 400,
                    "DELETE /api/hubs/plant/connections/<a>/groups", 200,
                    "DELETE /api/hubs/plant/connections/AAAA", 404,
                    "PUT /api/hubs/plant/users/ann/groups/g2", 200,
                    "PUT /api/hubs/plant/users/ann/groups/g3", 200,
                    "DELETE /api/hubs/plant/users/ann/groups/g2", 204,
                    "DELETE /api/hubs/plant/users/ann/groups", 204);

    private record Posted(HttpExchange exchange, String body) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, RawClient> clients = new HashMap<>();
    private final Map<String, Step.Upstream> answers = new HashMap<>();
    private final BlockingQueue<Posted> posted = new LinkedBlockingQueue<>();
    private @Nullable HttpServer upstream;
    private @Nullable ServiceFake service;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Recording.isThere(), "the recorded exchanges are not beside this checkout");
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::upstreamCalled);
        server.start();
        upstream = server;
        service =
                ServiceFake.builder()
                        .hub("plant")
                        .upstream(
                                "http://127.0.0.1:%d/api/upstream/{hub}/{category}/{event}"
                                        .formatted(server.getAddress().getPort()))
                        .start();
    }

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
        if (upstream != null) {
            upstream.stop(0);
        }
        http.shutdownNow();
    }

    private void upstreamCalled(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Step.Upstream recorded = answers.get(exchange.getRequestURI().getPath());
        byte[] answer =
                recorded == null ? new byte[0] : recorded.answer().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(
                recorded == null ? 200 : recorded.status(),
                answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
        if (!exchange.getRequestURI().getPath().endsWith("/disconnected")) {
            posted.add(new Posted(exchange, body));
        }
    }

    private ServiceFake service() {
        assertThat(service).isNotNull();
        return service;
    }

    @Test
    void areAnsweredAsRecordedOrAsTheServiceWould() throws Exception {
        List<Step> steps = Recording.read();
        assertThat(steps).hasSizeGreaterThan(100);
        for (Step step : steps) {
            if (step instanceof Step.Upstream call) {
                answers.put(call.path(), call);
            }
        }
        String section = "";
        String asked = "";
        for (Step step : steps) {
            switch (step) {
                case Step.Section(String title) -> section = title;
                case Step.Rest rest -> {
                    rest(rest);
                    asked = expected(rest) < 300 ? "" : REFUSED;
                }
                case Step.ClientAsks ask -> ask(ask);
                case Step.ClientSends(String client, String text) -> {
                    asked = text;
                    if (!section.equals("a stream invocation")) {
                        client(client).send(text);
                    }
                }
                case Step.ClientReceives(String client, String text) -> {
                    if (asked.equals(REFUSED) || asked.contains("\"type\":7")) {
                        // The fake does not carry this out; or the server sends a Close message
                        // too.
                    } else if (text == null) {
                        client(client).receivesNothingMore();
                    } else if (asked.contains("Plain")) {
                        client(client)
                                .receives(
                                        "{\"type\":3,\"invocationId\":\"1\",\"error\":\"The answer is no framed Completion\"}\u001e");
                    } else if (asked.contains("Void")) {
                        client(client).receives(text.replace("\"1\"}", "\"1\",\"result\":null}"));
                    } else {
                        client(client).receives(text);
                    }
                }
                case Step.Upstream call -> upstream(call);
            }
        }
    }

    private RawClient client(String name) {
        RawClient client = clients.get(name);
        assertThat(client).as(name).isNotNull();
        return client;
    }

    private void rest(Step.Rest step) throws Exception {
        String url = step.url();
        for (Map.Entry<String, RawClient> each : clients.entrySet()) {
            url = url.replace("<" + each.getKey() + ">", each.getValue().id());
        }
        String path = url.replaceFirst("\\?.*", "");
        String audience = service().endpoint() + path;
        String key = service().keys().getFirst();
        String token =
                switch (step.token()) {
                    case "none" -> "";
                    case "wrong-key" -> Bearer.token("k".repeat(48), audience, Map.of());
                    case "expired" ->
                            Bearer.token(key, audience, Instant.now().minusSeconds(60), Map.of());
                    case "wrong-audience" -> Bearer.token(key, audience + "x", Map.of());
                    case null -> Bearer.token(key, audience, Map.of());
                    default -> throw new IllegalStateException(step.token());
                };
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(service().endpoint() + url));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        String body = step.body();
        if (body != null) {
            request.header(
                    "Content-Type", step.status() == 415 ? "text/plain" : "application/json");
        } else if (step.method().equals("POST")) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> answer =
                http.send(
                        request.method(
                                        step.method(),
                                        body == null
                                                ? HttpRequest.BodyPublishers.noBody()
                                                : HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        List<String> violations = service().takeViolations();
        assertThat(answer.statusCode())
                .as("%s: %s; %s", step, answer.body(), violations)
                .isEqualTo(expected(step));
        assertThat(violations).noneMatch(violation -> violation.startsWith(RestDoor.ANSWER));
        if (step.status() == 401) {
            assertThat(
                            "WWW-Authenticate: "
                                    + answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .isEqualTo(step.answer());
        }
    }

    private static int expected(Step.Rest step) {
        String path = step.url().replaceFirst("\\?.*", "");
        String key = step.method() + " " + path + (step.token() == null ? "" : " " + step.token());
        boolean version = step.url().contains(VERSION) || step.token() != null;
        String body = step.body();
        if (body != null && body.contains("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]")) {
            return 202;
        }
        return STRICTER.getOrDefault(key, version ? step.status() : 400);
    }

    private void ask(Step.ClientAsks step) throws Exception {
        if (step.method().equals("WS")) {
            client(step.client()).connect();
            return;
        }
        Map<String, String> user =
                switch (step.client()) {
                    case "a" -> Map.of("nameid", "ann", "role", "operator");
                    case "c" -> Map.of("nameid", "cid");
                    case "d" -> Map.of("nameid", "dan");
                    default -> Map.of();
                };
        RawClient client =
                new RawClient(
                        http,
                        service().endpoint(),
                        Bearer.token(
                                service().keys().getLast(),
                                service().endpoint() + "/client/?hub=plant",
                                user));
        clients.put(step.client(), client);
        assertThat(client.negotiate()).isEqualTo(step.status());
    }

    private void upstream(Step.Upstream step) throws InterruptedException {
        Posted call = posted.poll(20, TimeUnit.SECONDS);
        assertThat(call).as(step.toString()).isNotNull();
        assertThat(call.exchange().getRequestURI().getPath()).isEqualTo(step.path());
        assertThat(call.body()).isEqualTo(step.body());
        step.headers().forEach((name, value) -> header(call.exchange(), name, value));
        assertThat(call.exchange().getRequestHeaders().containsKey("X-ASRS-User-Id"))
                .isEqualTo(step.headers().containsKey("X-ASRS-User-Id"));
    }

    private void header(HttpExchange call, String name, String recorded) {
        String sent = call.getRequestHeaders().getFirst(name);
        String id = call.getRequestHeaders().getFirst("X-ASRS-Connection-Id");
        assertThat(sent).as(name).isNotNull();
        switch (name) {
            case "X-ASRS-Connection-Id" ->
                    assertThat(client(recorded.substring(1, 2)).id()).isEqualTo(sent);
            case "X-ASRS-Client-Query" -> assertThat(sent).startsWith("?hub=plant&id=");
            case "X-ASRS-Signature" ->
                    assertThat(sent)
                            .isEqualTo(UpstreamCaller.signature(service().keys(), id))
                            .matches("sha256=[0-9A-F]{64},sha256=[0-9A-F]{64}");
            case "X-ASRS-User-Claims" ->
                    assertThat(names(sent)).containsExactlyInAnyOrderElementsOf(names(recorded));
            default -> assertThat(sent).as(name).isEqualTo(recorded);
        }
    }

    private static List<String> names(String claims) {
        return List.of(claims.split(", ")).stream()
                .map(claim -> claim.substring(0, claim.indexOf(": ")))
                .toList();
    }

    @Test
    void theUpstreamReceivesTheEndOfAConnection() throws Exception {
        RawClient client =
                new RawClient(
                        http,
                        service().endpoint(),
                        Bearer.token(
                                service().keys().getFirst(),
                                "http://127.0.0.1/client/?hub=plant",
                                Map.of("nameid", "ann")));
        assertThat(client.negotiate()).isEqualTo(200);
        client.connect();
        client.send("{\"protocol\":\"json\",\"version\":1}\u001e");
        client.receives("{}\u001e");
        client.send("{\"type\":7}\u001e");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(service().upstreamCalls())
                                        .extracting(UpstreamExchange::event)
                                        .containsExactly(
                                                "connections/connected",
                                                "connections/disconnected"));
    }
}
