package io.lineside.servicefake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A SignalR client that shows each message as it is on the wire. */
final class RawClient implements WebSocket.Listener {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final HttpClient http;
    private final String endpoint;
    private final String token;
    private @Nullable WebSocket socket;
    private String id = "";
    private String secret = "";

    RawClient(HttpClient http, String endpoint, String token) {
        this.http = http;
        this.endpoint = endpoint;
        this.token = token;
    }

    String id() {
        return id;
    }

    int negotiate() throws Exception {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                endpoint
                                                        + "/client/negotiate?hub=plant&negotiateVersion=1"))
                                .header("Authorization", "Bearer " + token)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
            JsonNode body = new JsonMapper().readTree(answer.body());
            id = body.path("connectionId").asString("");
            secret = body.path("connectionToken").asString("");
            assertThat(body.path("availableTransports").size()).isEqualTo(3);
        }
        return answer.statusCode();
    }

    void connect() {
        socket =
                http.newWebSocketBuilder()
                        .buildAsync(
                                URI.create(
                                        endpoint.replace("http:", "ws:")
                                                + "/client/?hub=plant&id="
                                                + secret
                                                + "&access_token="
                                                + token),
                                this)
                        .join();
    }

    void send(String text) {
        WebSocket open = socket;
        assertThat(open).isNotNull();
        open.sendText(text, true).join();
    }

    void receives(String text) {
        String got =
                await("receives " + text)
                        .atMost(PATIENCE)
                        .until(this::poll, found -> found != null && !isNoise(found));
        assertThat(got).isEqualTo(text);
    }

    void receivesNothingMore() {
        await().during(Duration.ofMillis(100))
                .atMost(PATIENCE)
                .until(() -> received.stream().allMatch(RawClient::isNoise));
    }

    private @Nullable String poll() {
        return received.poll();
    }

    /**
     * Whether the text is a ping, which the recording leaves out, or the server's Close message.
     */
    private static boolean isNoise(String text) {
        return text.contains("\"type\":6") || text.contains("\"target\":\"x\"");
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            for (String message : part.toString().split("(?<=\u001e)")) {
                received.add(message);
            }
            part.setLength(0);
        }
        from.request(1);
        return null;
    }
}
