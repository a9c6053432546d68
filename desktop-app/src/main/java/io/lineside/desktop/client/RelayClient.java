package io.lineside.desktop.client;

import com.google.gson.JsonParseException;
import io.lineside.wire.Delivery;
import io.lineside.wire.PlantView;
import io.lineside.wire.Subscription;
import io.lineside.wire.WireReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relay's HTTP interface, by the JDK's client. A request is given up after 10 s. Safe on any
 * thread; a receiver runs on a thread of the HTTP client and must not wait.
 */
public final class RelayClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RelayClient.class);
    private static final int UNAVAILABLE = 503;
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(10);

    private final URI relay;
    private final WireReader json = new WireReader();
    private @Nullable HttpClient http;

    /**
     * @param relay the relay's address, such as {@code http://127.0.0.1:8480}
     */
    public RelayClient(URI relay) {
        this.relay = relay;
    }

    /** The relay's address. */
    public URI relay() {
        return relay;
    }

    /** Subscribes, renews the lease and recovers what was missed: one call does all three. */
    public void subscribe(Subscription wanted, Consumer<Reply<Subscription.Answer>> receiver) {
        HttpRequest request =
                request("/api/subscriptions")
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(json.write(wanted)))
                        .build();
        send(request, Subscription.Answer.class, receiver);
    }

    /** Asks for the plant. */
    public void plant(Consumer<Reply<PlantView>> receiver) {
        send(request("/api/plant").GET().build(), PlantView.class, receiver);
    }

    /** Asks how the service between the relay and its clients does. */
    public void delivery(Consumer<Reply<Delivery>> receiver) {
        send(request("/api/delivery").GET().build(), Delivery.class, receiver);
    }

    /** Sends a command or a receipt, and completes with the answer as it came. */
    CompletableFuture<HttpResponse<String>> post(String path, Object body) {
        return http().sendAsync(
                        request(path)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json.write(body)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /**
     * Reads an answer.
     *
     * @throws JsonParseException when it is not what it should be
     */
    <T> T read(String body, Class<T> type) {
        return json.read(body, type);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(relay.resolve(path)).timeout(REQUEST_PATIENCE);
    }

    private <T> void send(HttpRequest request, Class<T> type, Consumer<Reply<T>> receiver) {
        CompletableFuture<?> unused =
                http().sendAsync(request, HttpResponse.BodyHandlers.ofString())
                        .whenComplete(
                                (response, error) ->
                                        receiver.accept(
                                                error == null
                                                        ? reply(response, type)
                                                        : new Reply.Failed<>(
                                                                String.valueOf(
                                                                        error.getMessage()))));
    }

    private <T> Reply<T> reply(HttpResponse<String> response, Class<T> type) {
        if (response.statusCode() != 200) {
            String reason = "the relay answered " + response.statusCode() + ": " + response.body();
            return response.statusCode() == UNAVAILABLE
                    ? new Reply.Unavailable<>(reason)
                    : new Reply.Failed<>(reason);
        }
        try {
            return new Reply.Answered<>(read(response.body(), type));
        } catch (JsonParseException | IllegalArgumentException | IllegalStateException e) {
            return new Reply.Malformed<>("the relay's answer is not understood: " + e.getMessage());
        }
    }

    /** Made at the first request, on the link thread, so that no window waits for it. */
    private synchronized HttpClient http() {
        HttpClient made = http;
        if (made == null) {
            made = newHttp(relay);
            http = made;
        }
        return made;
    }

    /**
     * A relay without TLS needs no trusted certificates, whose reading takes a tenth of a second.
     */
    private static HttpClient newHttp(URI relay) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE);
        if ("http".equalsIgnoreCase(relay.getScheme())) {
            try {
                SSLContext trustingNobody = SSLContext.getInstance("TLS");
                trustingNobody.init(null, new TrustManager[0], null);
                builder.sslContext(trustingNobody);
            } catch (NoSuchAlgorithmException | KeyManagementException e) {
                LOG.debug("the client reads the trusted certificates: {}", e.toString());
            }
        }
        return builder.build();
    }

    /** Ends the client; requests in flight fail. */
    @Override
    public synchronized void close() {
        HttpClient made = http;
        if (made != null) {
            made.shutdownNow();
        }
    }
}
