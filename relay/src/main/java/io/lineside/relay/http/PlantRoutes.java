package io.lineside.relay.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.lineside.core.engine.PlantStatus;
import io.lineside.core.engine.PlantValues;
import io.lineside.core.engine.RejectLog;
import io.lineside.relay.broadcast.WireMessages;
import java.util.LinkedHashMap;
import java.util.Map;

/** The plant and its messages: plant, rejects, counters. */
final class PlantRoutes implements Routes {

    private final PlantValues values;
    private final PlantStatus status;
    private final Bodies bodies;

    PlantRoutes(PlantValues values, PlantStatus status, Bodies bodies) {
        this.values = values;
        this.status = status;
        this.bodies = bodies;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(
                "/api/plant",
                context -> bodies.answer(context, 200, WireMessages.plant(values.assets())));
        routes.get("/api/rejects", this::rejects);
        routes.get("/api/counters", context -> bodies.answer(context, 200, status.counters()));
    }

    private void rejects(Context context) {
        RejectLog rejects = status.rejects();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("total", rejects.total());
        body.put("rejects", rejects.newest().stream().map(WireMessages::reject).toList());
        bodies.answer(context, 200, body);
    }
}
