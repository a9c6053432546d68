package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.signalr.HubTransport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Status codes, origins and tokens of negotiation and upgrade, and what a bare WebSocket sees. */
class HttpIT {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static ParityServer server;

    @BeforeAll
    static void start() throws Exception {
        server =
                ParityServer.start(
                        options ->
                                options.withHandshakeTimeout(Duration.ofSeconds(1))
                                        .withKeepAlive(Duration.ofSeconds(1))
                                        .withClientTimeout(Duration.ofSeconds(3))
                                        .withMaxConnections(100));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Shows({1})
    void negotiatesInVersionOneWithASecretToken() throws Exception {
        HttpResponse<String> answer = send("POST", "/hub/negotiate?negotiateVersion=1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        JsonNode body = MAPPER.readTree(answer.body());
        assertThat(body.path("negotiateVersion").intValue()).isEqualTo(1);
        assertThat(body.path("connectionId").stringValue()).hasSize(22);
        assertThat(body.path("connectionToken").stringValue())
                .hasSize(22)
                .isNotEqualTo(body.path("connectionId").stringValue());
        assertThat(body.path("availableTransports").toString())
                .isEqualTo(
                        "[{\"transport\":\"WebSockets\",\"transferFormats\":[\"Text\",\"Binary\"]},"
                                + "{\"transport\":\"ServerSentEvents\",\"transferFormats\":[\"Text\"]},"
                                + "{\"transport\":\"LongPolling\",\"transferFormats\":[\"Text\",\"Binary\"]}]");
    }

    @Test
    @Shows({1})
    void negotiatesInVersionZeroWithTheIdAlone() throws Exception {
        JsonNode body = MAPPER.readTree(send("POST", "/hub/negotiate").body());

        assertThat(body.path("negotiateVersion").intValue()).isZero();
        assertThat(body.has("connectionToken")).isFalse();
        String id = body.path("connectionId").stringValue();
        try (RawClient client = RawClient.json(server.port(), "/hub?id=" + id)) {
            assertThat(client.status).isEqualTo(101);
        }
    }

    @Test
    @Shows({1})
    void saysWhatIsWrongWithAVersion() throws Exception {
        for (String wrong : List.of("x", "1.5", "-1", "99999999999")) {
            HttpResponse<String> answer = send("POST", "/hub/negotiate?negotiateVersion=" + wrong);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).startsWith("{\"error\":");
        }
    }

    @Test
    @Shows(1)
    void answersANewerVersionInItsOwn() throws Exception {
        JsonNode body = MAPPER.readTree(send("POST", "/hub/negotiate?negotiateVersion=7").body());

        assertThat(body.path("negotiateVersion").intValue()).isEqualTo(1);
        assertThat(body.path("connectionToken").isString()).isTrue();
    }

    @Test
    @Shows(2)
    void offersAndServesOnlyTheTransportsItMay() throws Exception {
        JsonNode body = MAPPER.readTree(send("POST", "/plain/negotiate?negotiateVersion=1").body());
        String path = "/plain?id=" + body.path("connectionToken").stringValue();

        assertThat(body.path("availableTransports").toString())
                .isEqualTo(
                        "[{\"transport\":\"WebSockets\",\"transferFormats\":[\"Text\",\"Binary\"]}]");
        assertThat(send("GET", path).statusCode()).isEqualTo(404);
        assertThat(send("GET", path, "Accept", "text/event-stream").statusCode()).isEqualTo(404);
        assertThat(upgrade(path)).isEqualTo(101);
    }

    @Test
    @Shows(2)
    void opensNoWebSocketWhereThereAreNone() throws Exception {
        try (ParityServer polls =
                        ParityServer.start(
                                options ->
                                        options.withTransports(Set.of(HubTransport.LONG_POLLING)));
                RawHttp negotiated = new RawHttp(polls, "");
                RawClient known = new RawClient(polls.port(), negotiated.path());
                RawClient unknown = new RawClient(polls.port(), "/hub")) {
            assertThat(known.status).isEqualTo(404);
            assertThat(unknown.status).isEqualTo(404);
            negotiated.shakeHandsByPolling();
        }
    }

    @Test
    @Shows(11)
    void opensAWebSocketWithoutNegotiation() throws Exception {
        try (RawClient client = RawClient.json(server.port(), "/hub")) {
            client.call("1", "MyConnection", "");
            assertThat(client.record()).contains("\"result\":\"");
        }
    }

    @Test
    @Shows({4})
    void knowsAConnectionByItsTokenOnceAndByNothingElse() throws Exception {
        JsonNode body = MAPPER.readTree(send("POST", "/hub/negotiate?negotiateVersion=1").body());
        String token = body.path("connectionToken").stringValue();
        String id = body.path("connectionId").stringValue();

        assertThat(upgrade("/hub?id=" + id)).isEqualTo(404);
        assertThat(upgrade("/hub?id=AAAAAAAAAAAAAAAAAAAAAA")).isEqualTo(404);
        try (RawClient first = RawClient.json(server.port(), "/hub?id=" + token)) {
            assertThat(upgrade("/hub?id=" + token)).isEqualTo(409);
            assertThat(send("POST", "/hub?id=" + token).statusCode()).isEqualTo(405);
            assertThat(send("DELETE", "/hub?id=" + token).statusCode()).isEqualTo(400);
            first.send(
                    "{\"type\":1,\"invocationId\":\"1\",\"target\":\"MyConnection\",\"arguments\":[]}\u001e");
            assertThat(first.record()).contains(id);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> upgrade("/hub?id=" + token) == 404);
    }

    @Test
    @Shows({4})
    void answersOtherRequestsWithTheStatusClientsExpect() throws Exception {
        assertThat(send("GET", "/hub").statusCode()).isEqualTo(400);
        assertThat(send("GET", "/hub?id=x").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/hub?id=x").statusCode()).isEqualTo(404);
        assertThat(send("PUT", "/hub").statusCode()).isEqualTo(405);
        assertThat(send("GET", "/hub/negotiate").statusCode()).isEqualTo(405);
        assertThat(send("GET", "/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    @Shows({16})
    void refusesForeignOriginsOnNegotiateAndUpgrade() throws Exception {
        assertThat(send("POST", "/hub/negotiate", "Origin", "http://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(upgrade("/hub", "Origin: http://evil.example")).isEqualTo(403);
        assertThat(upgrade("/hub", "Origin: null")).isEqualTo(403);
        assertThat(upgrade("/hub", "Origin: http://allowed.example")).isEqualTo(101);
        assertThat(upgrade("/hub")).isEqualTo(101);
    }

    /** A name that somebody points at the server makes any page look like its own. */
    @Test
    @Shows({16})
    void refusesItsOwnOriginAsWellUntilThatIsAllowed() throws Exception {
        String own = server.url("");

        assertThat(send("POST", "/hub/negotiate", "Origin", own).statusCode()).isEqualTo(403);
        assertThat(upgrade("/hub", "Origin: " + own)).isEqualTo(403);
    }

    @Test
    @Shows({16})
    void letsAnAllowedOriginReadTheAnswer() throws Exception {
        HttpResponse<String> answer =
                send("POST", "/hub/negotiate", "Origin", "http://allowed.example");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("access-control-allow-origin"))
                .hasValue("http://allowed.example");
        assertThat(
                        send("OPTIONS", "/private/negotiate", "Origin", "http://allowed.example")
                                .statusCode())
                .isEqualTo(204);
    }

    @Test
    @Shows({15})
    void asksForATokenOnNegotiateAndUpgrade() throws Exception {
        assertThat(send("POST", "/private/negotiate").statusCode()).isEqualTo(401);
        assertThat(upgrade("/private")).isEqualTo(401);
        assertThat(upgrade("/private?access_token=bad")).isEqualTo(401);
        assertThat(upgrade("/private?access_token=ann")).isEqualTo(101);
        assertThat(upgrade("/private", "Authorization: Bearer ann")).isEqualTo(101);
    }

    @Test
    @Shows({15})
    void givesANegotiatedConnectionToTheSameUserOnly() throws Exception {
        HttpResponse<String> answer =
                send("POST", "/private/negotiate?negotiateVersion=1&access_token=ann");
        String token = MAPPER.readTree(answer.body()).path("connectionToken").stringValue();

        assertThat(upgrade("/private?access_token=bob&id=" + token)).isEqualTo(403);
        assertThat(upgrade("/private?access_token=ann&id=" + token)).isEqualTo(101);
    }

    @Test
    void refusesMoreConnectionsThanItMayHave() throws Exception {
        try (ParityServer small = ParityServer.start(options -> options.withMaxConnections(1));
                RawClient only = RawClient.json(small.port(), "/hub")) {
            assertThat(only.status).isEqualTo(101);
            try (RawClient second = new RawClient(small.port(), "/hub")) {
                assertThat(second.status).isEqualTo(503);
            }
        }
    }

    @Test
    @Shows({17, 22, 23})
    void takesAHandshakeInPiecesWithACallBehindIt() throws Exception {
        try (RawClient client = new RawClient(server.port(), "/hub")) {
            client.send("{\"protocol\":\"js");
            client.send(
                    "on\",\"version\":1}\u001e{\"type\":1,\"invocationId\":\"1\",\"target\":\"Echo\",\"arguments\":[\"x\"]}\u001e");

            assertThat(client.record()).isEqualTo("{}");
            assertThat(client.record())
                    .isEqualTo("{\"type\":3,\"invocationId\":\"1\",\"result\":\"x\"}");
        }
    }

    @Test
    @Shows({21})
    void endsAConnectionThatNeverShakesHands() throws Exception {
        try (RawClient client = new RawClient(server.port(), "/hub")) {
            assertThat(client.record()).isEqualTo("{\"error\":\"Handshake was canceled.\"}");
            assertThat(client.next()).isNull();
        }
    }

    @Test
    @Shows({51})
    void endsAConnectionThatPingedOnceAndFellSilent() throws Exception {
        try (RawClient client = RawClient.json(server.port(), "/hub")) {
            client.send("{\"type\":6}\u001e");

            assertThat(client.record()).contains("\"type\":7").contains("\"allowReconnect\":true");
            assertThat(client.next()).isNull();
        }
    }

    @Test
    @Shows({34, 56})
    void endsAConnectionWhoseMessageIsTooLarge() throws Exception {
        try (RawClient client = RawClient.json(server.port(), "/hub")) {
            for (int i = 0; i < 3; i++) {
                client.send("x".repeat(16_000));
            }
            assertThat(client.record())
                    .isEqualTo(
                            "{\"type\":7,\"error\":\"Connection closed with an error.\",\"allowReconnect\":true}");
            assertThat(client.next()).isNull();
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    @Shows({18, 19, 24})
    void refusesHandshakesInWords() throws Exception {
        assertThat(refused("{\"protocol\":\"nope\",\"version\":1}\u001e"))
                .isEqualTo("{\"error\":\"The protocol 'nope' is not supported.\"}");
        assertThat(refused("{\"protocol\":\"json\",\"version\":99}\u001e"))
                .isEqualTo(
                        "{\"error\":\"The server does not support version 99 of the 'json' protocol.\"}");
        assertThat(refused("x".repeat(40_000))).startsWith("{\"error\":");
    }

    @Test
    @Shows(25)
    void takesTextInBinaryFrames() throws Exception {
        try (RawClient client = new RawClient(server.port(), "/hub")) {
            client.frame(
                    0x80 | RawClient.BINARY, RawClient.HANDSHAKE.getBytes(StandardCharsets.UTF_8));
            assertThat(client.record()).isEqualTo("{}");
            client.frame(
                    0x80 | RawClient.BINARY,
                    "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Echo\",\"arguments\":[\"x\"]}\u001e"
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(client.record()).contains("\"result\":\"x\"");
        }
    }

    @Test
    @Shows(14)
    void forgetsANegotiationThatNobodyUses() throws Exception {
        String body = send("POST", "/hub/negotiate?negotiateVersion=1").body();
        String path = "/hub?id=" + MAPPER.readTree(body).path("connectionToken").stringValue();
        long begin = System.nanoTime();

        // A DELETE does not open it: 400 while it is known.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> send("DELETE", path).statusCode() == 404);

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofSeconds(14), Duration.ofSeconds(25));
    }

    private static String refused(String handshake) throws IOException {
        try (RawClient client = new RawClient(server.port(), "/hub")) {
            for (int at = 0; at < handshake.length(); at += 16_000) {
                client.send(handshake.substring(at, Math.min(at + 16_000, handshake.length())));
            }
            String answer = client.record();
            assertThat(client.next()).isNull();
            return answer;
        }
    }

    private static HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url(path)))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int upgrade(String path, String... headers) throws IOException {
        try (RawClient client = new RawClient(server.port(), path, headers)) {
            return client.status;
        }
    }
}
