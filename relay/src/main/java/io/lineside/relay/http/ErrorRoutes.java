package io.lineside.relay.http;

import io.javalin.config.RoutesConfig;
import io.lineside.relay.broadcast.NoDeliveryException;
import io.lineside.relay.subscription.UnknownConnectionException;

/** The answer to a call that fails: {@code {"error": "one sentence"}}. */
final class ErrorRoutes implements Routes {

    private final Bodies bodies;

    ErrorRoutes(Bodies bodies) {
        this.bodies = bodies;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.exception(
                Bodies.BadBodyException.class,
                (e, context) -> bodies.error(context, 400, e.getMessage()));
        routes.exception(
                IllegalArgumentException.class,
                (e, context) -> bodies.error(context, 400, e.getMessage()));
        routes.exception(
                UnknownConnectionException.class,
                (e, context) -> bodies.error(context, 404, e.getMessage()));
        routes.exception(
                NoDeliveryException.class,
                (e, context) -> bodies.error(context, 503, e.getMessage()));
        routes.error(
                404,
                "*",
                context -> {
                    if (!Bodies.isAnswered(context)) {
                        bodies.error(
                                context,
                                404,
                                "there is nothing at " + context.method() + " " + context.path());
                    }
                });
    }
}
