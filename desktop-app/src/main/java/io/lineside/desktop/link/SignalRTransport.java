package io.lineside.desktop.link;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.TransportEnum;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.Cursor;
import io.lineside.wire.Delivery;
import io.lineside.wire.Envelope;
import io.lineside.wire.Heads;
import io.lineside.wire.PlantView;
import io.lineside.wire.Subscription;
import io.lineside.wire.Targets;
import io.lineside.wire.WireReader;
import io.reactivex.rxjava3.disposables.Disposable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relay by the official SignalR client and the JDK's HTTP client. The SignalR client does not
 * come back by itself and is made anew for each connection; what an older one still says is not
 * passed on. Called by the link thread.
 */
final class SignalRTransport implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(SignalRTransport.class);
    private static final String ANSWERED = "the relay answered ";
    private static final String UNAVAILABLE = ANSWERED + 503;
    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(10);

    private final URI relay;
    private final Listener listener;
    private final LinkCounters counters;
    private final LongSupplier nanoTime;
    private final WireReader reader = new WireReader();
    private @Nullable HttpClient http;
    private volatile @Nullable HubConnection current;

    SignalRTransport(URI relay, Listener listener, LinkCounters counters, LongSupplier nanoTime) {
        this.relay = relay;
        this.listener = listener;
        this.counters = counters;
        this.nanoTime = nanoTime;
    }

    /** Made by whoever needs it first, which is the link thread, so that no window waits for it. */
    private synchronized HttpClient http() {
        HttpClient made = http;
        if (made == null) {
            made = client(relay);
            http = made;
        }
        return made;
    }

    /**
     * A relay without TLS needs no trusted certificates, whose reading takes a tenth of a second.
     */
    private static HttpClient client(URI relay) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
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

    @Override
    public void connect() {
        end(current);
        HubConnection connection =
                HubConnectionBuilder.create(relay.resolve("/api").toString())
                        .withTransport(TransportEnum.WEBSOCKETS)
                        .withHandshakeResponseTimeout(10_000)
                        .build();
        connection.setServerTimeout(30_000);
        connection.setKeepAliveInterval(10_000);
        current = connection;
        on(connection, Targets.VALUES, Envelope.class, listener::envelope);
        on(connection, Targets.HEADS, Heads.class, listener::heads);
        on(connection, Targets.ALARM, AlarmTransition.class, listener::alarm);
        on(
                connection,
                Targets.ALARMS,
                AlarmTransition[].class,
                several -> List.of(several).forEach(listener::alarm));
        // The roll-ups are for screens without all values; this client has all of them.
        connection.on(Targets.OVERVIEW, ignored -> {}, JsonElement.class);
        connection.onClosed(
                error -> {
                    if (isCurrent(connection)) {
                        listener.closed(
                                error == null
                                        ? "the relay closed the connection"
                                        : String.valueOf(error));
                    }
                });
        Disposable unused =
                connection
                        .start()
                        .subscribe(
                                () -> {
                                    if (isCurrent(connection)) {
                                        listener.connected();
                                    } else {
                                        end(connection);
                                    }
                                },
                                error -> {
                                    if (isCurrent(connection)) {
                                        listener.closed(String.valueOf(error.getMessage()));
                                    }
                                });
    }

    private <T> void on(
            HubConnection connection, String target, Class<T> type, Consumer<T> receiver) {
        connection.on(
                target,
                (JsonElement json) -> {
                    if (!isCurrent(connection)) {
                        return;
                    }
                    try {
                        receiver.accept(reader.read(json, type));
                    } catch (JsonParseException
                            | IllegalArgumentException
                            | IllegalStateException e) {
                        counters.malformed.incrementAndGet();
                        LOG.warn(
                                "a message {} of the relay is not understood: {}",
                                target,
                                e.getMessage());
                    }
                },
                JsonElement.class);
    }

    private boolean isCurrent(HubConnection connection) {
        return current == connection;
    }

    @Override
    public void subscribe(List<String> paths, Map<String, Cursor> have) {
        HubConnection connection = current;
        String id = connection == null ? null : connection.getConnectionId();
        if (connection == null || id == null) {
            listener.refused("there is no connection");
            return;
        }
        long asked = nanoTime.getAsLong();
        HttpRequest request =
                request("/api/subscriptions")
                        .header("Content-Type", "application/json")
                        .PUT(
                                HttpRequest.BodyPublishers.ofString(
                                        reader.write(new Subscription(id, paths, have))))
                        .build();
        send(
                request,
                (answer, fault) -> {
                    if (!isCurrent(connection)) {
                        return;
                    }
                    if (fault != null && fault.startsWith(UNAVAILABLE)) {
                        listener.postponed(fault);
                    } else if (fault != null) {
                        listener.refused(fault);
                    } else {
                        listener.answered(
                                reader.read(String.valueOf(answer), Subscription.Answer.class),
                                asked,
                                nanoTime.getAsLong());
                    }
                });
    }

    @Override
    public void fetchPlant() {
        HubConnection connection = current;
        send(
                request("/api/plant").GET().build(),
                (answer, fault) -> {
                    if (connection == null || !isCurrent(connection)) {
                        return;
                    }
                    if (fault != null) {
                        listener.refused(fault);
                    } else {
                        listener.plant(reader.read(String.valueOf(answer), PlantView.class));
                    }
                });
    }

    @Override
    public void askDelivery() {
        send(
                request("/api/delivery").GET().build(),
                (answer, fault) ->
                        listener.delivery(
                                fault == null
                                        ? reader.read(String.valueOf(answer), Delivery.class)
                                        : null));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(relay.resolve(path)).timeout(REQUEST_PATIENCE);
    }

    /** Sends without waiting; the receiver gets the body of a success, or what went wrong. */
    private void send(
            HttpRequest request, BiConsumer<@Nullable String, @Nullable String> receiver) {
        CompletableFuture<?> unused =
                http().sendAsync(request, HttpResponse.BodyHandlers.ofString())
                        .whenComplete(
                                (response, error) -> {
                                    try {
                                        if (error != null) {
                                            receiver.accept(
                                                    null, String.valueOf(error.getMessage()));
                                        } else if (response.statusCode() != 200) {
                                            receiver.accept(
                                                    null,
                                                    ANSWERED
                                                            + response.statusCode()
                                                            + ": "
                                                            + response.body());
                                        } else {
                                            receiver.accept(response.body(), null);
                                        }
                                    } catch (JsonParseException
                                            | IllegalArgumentException
                                            | IllegalStateException e) {
                                        counters.malformed.incrementAndGet();
                                        receiver.accept(
                                                null,
                                                "the relay's answer is not understood: "
                                                        + e.getMessage());
                                    }
                                });
    }

    /** Sends a command or a receipt and completes with the status and the body. */
    CompletableFuture<HttpResponse<String>> post(String path, Object body) {
        return http().sendAsync(
                        request(path)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(reader.write(body)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    <T> T read(String json, Class<T> type) {
        return reader.read(json, type);
    }

    /** The connection's id; null while there is none. */
    @Nullable String connectionId() {
        HubConnection connection = current;
        return connection == null ? null : connection.getConnectionId();
    }

    @Override
    public void disconnect() {
        HubConnection connection = current;
        current = null;
        end(connection);
    }

    private static void end(@Nullable HubConnection connection) {
        if (connection != null) {
            Disposable unused =
                    connection
                            .stop()
                            .subscribe(
                                    () -> {},
                                    error ->
                                            LOG.debug(
                                                    "stopping a connection failed: {}",
                                                    error.toString()));
        }
    }

    @Override
    public void close() {
        disconnect();
        synchronized (this) {
            HttpClient made = http;
            if (made != null) {
                made.shutdownNow();
            }
        }
    }
}
