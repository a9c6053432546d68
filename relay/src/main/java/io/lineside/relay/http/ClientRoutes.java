package io.lineside.relay.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.lineside.relay.broadcast.Negotiator;
import io.lineside.relay.subscription.Subscriptions;
import io.lineside.relay.subscription.UnknownConnectionException;
import io.lineside.wire.Delivery;
import io.lineside.wire.DeliveryState;
import io.lineside.wire.Shown;
import io.lineside.wire.Subscription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a client needs for its stream: negotiate, subscribe, shown, delivery. */
final class ClientRoutes implements Routes {

    private static final int MOST_RECEIPTS = 1_000;

    private final Subscriptions subscriptions;
    private final ShownLog shown;
    private final Negotiator negotiator;
    private final Supplier<@Nullable Delivery> delivery;
    private final String actingUser;
    private final Bodies bodies;

    ClientRoutes(
            Subscriptions subscriptions,
            ShownLog shown,
            Negotiator negotiator,
            Supplier<@Nullable Delivery> delivery,
            String actingUser,
            Bodies bodies) {
        this.subscriptions = subscriptions;
        this.shown = shown;
        this.negotiator = negotiator;
        this.delivery = delivery;
        this.actingUser = actingUser;
        this.bodies = bodies;
    }

    @Override
    public void register(RoutesConfig routes) {
        // SignalR clients add /negotiate to the address that they are configured with:
        // {publicUrl}/api.
        routes.post("/api/negotiate", this::negotiate);
        routes.put("/api/subscriptions", this::subscribe);
        routes.post("/api/shown", this::note);
        routes.get("/api/shown", this::receipts);
        routes.get("/api/delivery", this::delivery);
    }

    private void negotiate(Context context) {
        bodies.answer(context, 200, negotiator.negotiate(actingUser));
    }

    private void subscribe(Context context) throws UnknownConnectionException {
        Subscription wanted = bodies.read(context, Subscription.class, List.of("have"));
        bodies.answer(
                context,
                200,
                subscriptions.subscribe(
                        new Subscription(
                                wanted.connectionId(),
                                wanted.paths(),
                                Objects.requireNonNullElse(wanted.have(), Map.of()))));
    }

    private void note(Context context) {
        Bodies.limit(context, ShownLog.MAX_BYTES);
        shown.note(bodies.read(context, Shown.class, List.of()));
        context.status(204);
    }

    private void receipts(Context context) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("shown", shown.newest(MOST_RECEIPTS));
        bodies.answer(context, 200, body);
    }

    private void delivery(Context context) {
        Delivery now = delivery.get();
        bodies.answer(
                context, 200, now == null ? new Delivery(DeliveryState.WORKING, 0, null) : now);
    }
}
