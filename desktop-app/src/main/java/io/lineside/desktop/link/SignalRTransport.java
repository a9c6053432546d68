package io.lineside.desktop.link;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.TransportEnum;
import io.lineside.desktop.client.RelayClient;
import io.lineside.desktop.client.Reply;
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
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream by the official SignalR client, the requests by the {@link RelayClient}. The SignalR
 * client does not reconnect by itself and is made anew for each connection; what arrives on an
 * older connection is dropped. Called by the link thread.
 */
final class SignalRTransport implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(SignalRTransport.class);
    private static final int HANDSHAKE_MILLIS = 10_000;
    private static final int SERVER_SILENCE_MILLIS = 30_000;
    private static final int KEEP_ALIVE_MILLIS = 10_000;

    private final RelayClient client;
    private final Listener listener;
    private final LinkCounters counters;
    private final LongSupplier nanoTime;
    private final WireReader reader = new WireReader();
    private volatile @Nullable HubConnection current;

    SignalRTransport(
            RelayClient client, Listener listener, LinkCounters counters, LongSupplier nanoTime) {
        this.client = client;
        this.listener = listener;
        this.counters = counters;
        this.nanoTime = nanoTime;
    }

    @Override
    public void connect() {
        end(current);
        HubConnection connection =
                HubConnectionBuilder.create(client.relay().resolve("/api").toString())
                        .withTransport(TransportEnum.WEBSOCKETS)
                        .withHandshakeResponseTimeout(HANDSHAKE_MILLIS)
                        .build();
        connection.setServerTimeout(SERVER_SILENCE_MILLIS);
        connection.setKeepAliveInterval(KEEP_ALIVE_MILLIS);
        current = connection;
        receive(connection);
        connection.onClosed(
                error -> {
                    if (isCurrent(connection)) {
                        listener.closed(
                                error == null
                                        ? "the relay closed the connection"
                                        : String.valueOf(error));
                    }
                });
        begin(connection);
    }

    private void receive(HubConnection connection) {
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
    }

    private void begin(HubConnection connection) {
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
        client.subscribe(
                new Subscription(id, paths, have),
                reply -> {
                    if (isCurrent(connection)) {
                        subscribed(reply, asked);
                    }
                });
    }

    private void subscribed(Reply<Subscription.Answer> reply, long asked) {
        switch (reply) {
            case Reply.Answered<Subscription.Answer>(var answer) ->
                    listener.answered(answer, asked, nanoTime.getAsLong());
            case Reply.Unavailable<?>(String reason) -> listener.postponed(reason);
            case Reply.Failed<?>(String reason) -> listener.refused(reason);
            case Reply.Malformed<?>(String reason) -> {
                counters.malformed.incrementAndGet();
                listener.refused(reason);
            }
        }
    }

    @Override
    public void fetchPlant() {
        HubConnection connection = current;
        client.plant(
                reply -> {
                    if (connection == null || !isCurrent(connection)) {
                        return;
                    }
                    switch (reply) {
                        case Reply.Answered<PlantView>(var plant) -> listener.plant(plant);
                        case Reply.Unavailable<?>(String reason) -> listener.refused(reason);
                        case Reply.Failed<?>(String reason) -> listener.refused(reason);
                        case Reply.Malformed<?>(String reason) -> {
                            counters.malformed.incrementAndGet();
                            listener.refused(reason);
                        }
                    }
                });
    }

    @Override
    public void askDelivery() {
        client.delivery(
                reply -> {
                    switch (reply) {
                        case Reply.Answered<Delivery>(var delivery) -> listener.delivery(delivery);
                        case Reply.Unavailable<?> _, Reply.Failed<?> _ -> listener.delivery(null);
                        case Reply.Malformed<?> _ -> {
                            counters.malformed.incrementAndGet();
                            listener.delivery(null);
                        }
                    }
                });
    }

    /** The connection's id; null while there is none. Any thread. */
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
    }
}
