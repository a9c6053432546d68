package io.lineside.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Negotiates, and speaks to one connection by GET, POST and DELETE, as a test asks. */
final class RawHttp implements AutoCloseable {

    static final String HANDSHAKE = RawClient.HANDSHAKE;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI hub;
    private final JsonNode negotiated;

    /**
     * @param query of the negotiation, from its version on
     */
    RawHttp(ParityServer server, String query) throws IOException, InterruptedException {
        hub = URI.create(server.url("/hub"));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(hub + "/negotiate?negotiateVersion=1" + query))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        negotiated = JsonMapper.shared().readTree(body);
    }

    JsonNode negotiated() {
        return negotiated;
    }

    /** Where the connection is, to open a WebSocket there. */
    String path() {
        return hub.getPath() + "?id=" + negotiated.path("connectionToken").stringValue();
    }

    /** A poll. */
    CompletableFuture<HttpResponse<String>> poll() {
        return http.sendAsync(request("GET", "").build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<Stream<String>> events() throws IOException, InterruptedException {
        return http.send(
                request("GET", "").header("Accept", "text/event-stream").build(),
                HttpResponse.BodyHandlers.ofLines());
    }

    CompletableFuture<HttpResponse<String>> postLater(String body) {
        return http.sendAsync(request("POST", body).build(), HttpResponse.BodyHandlers.ofString());
    }

    int post(String body) {
        return postLater(body).join().statusCode();
    }

    int delete() {
        return http.sendAsync(request("DELETE", "").build(), HttpResponse.BodyHandlers.ofString())
                .join()
                .statusCode();
    }

    /** The first poll, the handshake and its answer. */
    void shakeHandsByPolling() throws IOException {
        int first = poll().join().statusCode();
        int posted = post(HANDSHAKE);
        String answer = poll().join().body();
        if (first != 200 || posted != 200 || !answer.equals("{}\u001e")) {
            throw new IOException("%d, %d, %s".formatted(first, posted, answer));
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(String method, String body) {
        return HttpRequest.newBuilder(hub.resolve(path()))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
    }
}
