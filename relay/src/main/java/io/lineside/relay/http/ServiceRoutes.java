package io.lineside.relay.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.lineside.core.engine.PlantStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The calls for operating the relay: health, metrics, and the OpenAPI document. */
final class ServiceRoutes implements Routes {

    private final PlantStatus status;
    private final Health health;
    private final PrometheusMeterRegistry meters;
    private final Bodies bodies;

    ServiceRoutes(
            PlantStatus status, Health health, PrometheusMeterRegistry meters, Bodies bodies) {
        this.status = status;
        this.health = health;
        this.meters = meters;
        this.bodies = bodies;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/openapi.json", ServiceRoutes::openApi);
        routes.get("/health/live", this::live);
        routes.get("/health/ready", this::ready);
        routes.get(
                "/metrics",
                context ->
                        context.contentType("text/plain; version=0.0.4; charset=utf-8")
                                .result(meters.scrape()));
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
        body.put("source", status.state().word());
        body.put("reasons", reasons);
        bodies.answer(context, reasons.isEmpty() ? 200 : 503, body);
    }

    private static void openApi(Context context) {
        try (InputStream document = ServiceRoutes.class.getResourceAsStream("openapi.json")) {
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
