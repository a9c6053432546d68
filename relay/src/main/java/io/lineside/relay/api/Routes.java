package io.lineside.relay.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.lineside.relay.broadcast.Negotiator;
import io.lineside.relay.broadcast.NoDeliveryException;
import io.lineside.relay.plant.Plant;
import io.lineside.relay.subscription.Subscriptions;
import io.lineside.relay.subscription.UnknownConnectionException;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.Delivery;
import io.lineside.wire.DeliveryState;
import io.lineside.wire.Shown;
import io.lineside.wire.Subscription;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What each call of the control plane does; docs/ARCHITECTURE.md lists them, the OpenAPI document
 * describes them.
 */
final class Routes {

    private static final String ANSWERED = "lineside.answered";
    private static final int JOURNAL_LIMIT = 1_000;
    private static final int JOURNAL_MOST = 100_000;

    private final Plant plant;
    private final Subscriptions subscriptions;
    private final ShownLog shown;
    private final Negotiator negotiator;
    private final Supplier<@Nullable Delivery> delivery;
    private final Health health;
    private final PrometheusMeterRegistry meters;
    private final String actingUser;
    private final Bodies bodies = new Bodies();

    Routes(
            Plant plant,
            Subscriptions subscriptions,
            ShownLog shown,
            Negotiator negotiator,
            Supplier<@Nullable Delivery> delivery,
            Health health,
            PrometheusMeterRegistry meters,
            String actingUser) {
        this.plant = plant;
        this.subscriptions = subscriptions;
        this.shown = shown;
        this.negotiator = negotiator;
        this.delivery = delivery;
        this.health = health;
        this.meters = meters;
        this.actingUser = actingUser;
    }

    void register(RoutesConfig routes) {
        routes.post("/api/negotiate", this::negotiate);
        // SignalR clients add /negotiate to the address they are given, which is {publicUrl}/api.
        routes.put("/api/subscriptions", this::subscribe);
        routes.post("/api/shown", this::shown);
        routes.get("/api/delivery", this::delivery);
        routes.get("/api/plant", context -> bodies.answer(context, 200, plant.view()));
        routes.get("/api/alarms", this::alarms);
        routes.post("/api/alarms/acknowledge", this::acknowledge);
        routes.get("/api/alarms/journal", this::journal);
        routes.get("/api/rejects", this::rejects);
        routes.get("/api/counters", context -> bodies.answer(context, 200, plant.counters()));
        routes.get("/api/openapi.json", Routes::openApi);
        routes.get("/health/live", this::live);
        routes.get("/health/ready", this::ready);
        routes.get(
                "/metrics",
                context ->
                        context.contentType("text/plain; version=0.0.4; charset=utf-8")
                                .result(meters.scrape()));
        routes.exception(
                Bodies.BadBodyException.class, (e, context) -> error(context, 400, e.getMessage()));
        routes.exception(
                IllegalArgumentException.class,
                (e, context) -> error(context, 400, e.getMessage()));
        routes.exception(
                UnknownConnectionException.class,
                (e, context) -> error(context, 404, e.getMessage()));
        routes.exception(
                NoDeliveryException.class, (e, context) -> error(context, 503, e.getMessage()));
        routes.error(
                404,
                "*",
                context -> {
                    if (context.attribute(ANSWERED) == null) {
                        error(
                                context,
                                404,
                                "there is nothing at " + context.method() + " " + context.path());
                    }
                });
    }

    private void error(Context context, int status, @Nullable String sentence) {
        context.attribute(ANSWERED, true);
        bodies.answer(context, status, Map.of("error", String.valueOf(sentence)));
    }

    private void negotiate(Context context) {
        bodies.answer(context, 200, negotiator.negotiate(actingUser));
    }

    private void delivery(Context context) {
        Delivery now = delivery.get();
        bodies.answer(
                context, 200, now == null ? new Delivery(DeliveryState.WORKING, 0, null) : now);
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
                                java.util.Objects.requireNonNullElse(wanted.have(), Map.of()))));
    }

    private void shown(Context context) {
        Bodies.limit(context, ShownLog.MAX_BYTES);
        shown.note(bodies.read(context, Shown.class, List.of()));
        context.status(204);
    }

    private void alarms(Context context) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("epoch", plant.alarmEpoch());
        body.put("alarms", plant.alarms());
        bodies.answer(context, 200, body);
    }

    private void acknowledge(Context context) throws Exception {
        Acknowledgement command = bodies.read(context, Acknowledgement.class, List.of("comment"));
        try {
            Acknowledgement.Answer answer =
                    plant.acknowledge(command, actingUser).get(10, TimeUnit.SECONDS);
            context.attribute(ANSWERED, true);
            bodies.answer(context, status(answer.result()), answer);
        } catch (TimeoutException e) {
            error(
                    context,
                    503,
                    "the plant thread did not answer within 10 s; whether the act was journalled is not known");
        }
    }

    private static int status(Acknowledgement.Result result) {
        return switch (result) {
            case ACCEPTED, ALREADY -> 200;
            case CONFLICT -> 409;
            case UNKNOWN -> 404;
            case REFUSED -> 503;
        };
    }

    private void journal(Context context) {
        long after = number(context, "after", 0, Long.MAX_VALUE);
        int limit = (int) number(context, "limit", JOURNAL_LIMIT, JOURNAL_MOST);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("epoch", plant.alarmEpoch());
        body.put("transitions", plant.transitions(context.queryParam("group"), after, limit));
        bodies.answer(context, 200, body);
    }

    private static long number(Context context, String name, long otherwise, long most) {
        String text = context.queryParam(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) > most) {
            throw new Bodies.BadBodyException(
                    name + " is '" + text + "', expected a number from 0 to " + most);
        }
        return Long.parseLong(text);
    }

    private void rejects(Context context) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("total", plant.rejects().total());
        body.put("rejects", plant.rejects().newest());
        bodies.answer(context, 200, body);
    }

    private void live(Context context) {
        List<String> stuck = health.stuck();
        if (stuck.isEmpty()) {
            bodies.answer(context, 200, Map.of("status", "live"));
        } else {
            bodies.answer(context, 503, Map.of("status", "stuck", "reasons", stuck));
        }
    }

    private void ready(Context context) {
        List<String> reasons = health.notReady();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", reasons.isEmpty() ? "ready" : "not ready");
        body.put("source", plant.state().word());
        body.put("reasons", reasons);
        bodies.answer(context, reasons.isEmpty() ? 200 : 503, body);
    }

    private static void openApi(Context context) {
        try (InputStream document = Routes.class.getResourceAsStream("openapi.json")) {
            if (document == null) {
                throw new IllegalStateException(
                        "the OpenAPI document is missing from the class path");
            }
            context.contentType("application/json").result(document.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
