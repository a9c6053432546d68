package io.lineside.servicefake;

import io.lineside.signalr.HubConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Posts events to the configured upstream, in the form recorded of the official emulator. */
final class UpstreamCaller implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String hub;
    private final Tokens tokens;
    private final Records<UpstreamExchange> records;
    private volatile @Nullable String template;

    UpstreamCaller(String hub, Tokens tokens, Records<UpstreamExchange> records) {
        this.hub = hub;
        this.tokens = tokens;
        this.records = records;
    }

    /**
     * @param to such as {@code http://127.0.0.1:5000/upstream/{hub}/{category}/{event}}; null for
     *     none
     */
    void to(@Nullable String to) {
        template = to;
    }

    boolean isConfigured() {
        return template != null;
    }

    /** The answer; null when there is no upstream, or the upstream does not answer. */
    @Nullable HttpResponse<String> post(
            String category,
            String event,
            HubConnection connection,
            String clientQuery,
            String body) {
        String to = template;
        if (to == null) {
            return null;
        }
        ServiceUser user = (ServiceUser) connection.principal();
        String url =
                to.replace("{hub}", hub).replace("{category}", category).replace("{event}", event);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(PATIENCE)
                        .header("X-ASRS-Connection-Id", connection.id())
                        .header("X-ASRS-Hub", hub)
                        .header("X-ASRS-Category", category)
                        .header("X-ASRS-Event", event)
                        .header("X-ASRS-User-Claims", user.claims())
                        .header("X-ASRS-Client-Query", clientQuery)
                        .header("X-ASRS-Signature", signature(tokens.keys(), connection.id()))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!user.getName().isEmpty()) {
            request.header("X-ASRS-User-Id", user.getName());
        }
        String name = category + "/" + event;
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            records.add(
                    new UpstreamExchange(
                            name, connection.id(), answer.statusCode(), answer.body()));
            return answer;
        } catch (IOException e) {
            records.add(new UpstreamExchange(name, connection.id(), 0, e.toString()));
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** The signature header: one part for each key. */
    static String signature(List<String> keys, String connectionId) {
        return keys.stream()
                .map(key -> "sha256=" + hmac(key, connectionId))
                .collect(Collectors.joining(","));
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
