package io.lineside.launcher;

import io.lineside.launcher.Part.FailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a relay has counted, asked over HTTP. Used by the demo's thread alone. */
final class RelayCounters implements AutoCloseable {

    private static final Duration SETTLE_PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI relayUrl;
    private final HttpClient http = HttpClient.newHttpClient();

    RelayCounters(URI relayUrl) {
        this.relayUrl = relayUrl;
    }

    /** Waits until the relay has read what is left of an earlier run, and answers its counts. */
    JsonNode awaitLive(Duration patience)
            throws InterruptedException, IOException, FailedException {
        long end = System.nanoTime() + patience.toNanos();
        while (get("/health/ready").statusCode() != 200) {
            if (System.nanoTime() - end > 0) {
                throw new FailedException("the relay did not become live");
            }
            Thread.sleep(LOOK);
        }
        return counters();
    }

    /**
     * Waits until the relay has taken in what the hub acknowledged, and a little for the desktop to
     * have it too.
     */
    JsonNode settle(long acknowledged) throws InterruptedException, IOException {
        long end = System.nanoTime() + SETTLE_PATIENCE.toNanos();
        JsonNode counters = counters();
        while (counters.path("received").asLong() < acknowledged && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK);
            counters = counters();
        }
        // Two seconds are two of the once-a-second heads: whatever was lost on the way is recovered
        // by then.
        Thread.sleep(Duration.ofSeconds(2));
        return counters();
    }

    private JsonNode counters() throws InterruptedException, IOException {
        return JSON.readTree(get("/api/counters").body());
    }

    private HttpResponse<String> get(String path) throws InterruptedException, IOException {
        HttpRequest request =
                HttpRequest.newBuilder(relayUrl.resolve(path))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
    }
}
