package io.lineside.relay.http;

import io.javalin.config.RoutesConfig;

/**
 * The calls of one feature; docs/ARCHITECTURE.md lists them, the OpenAPI document describes them.
 */
interface Routes {

    /** Adds the feature's calls; called before the server starts. */
    void register(RoutesConfig routes);
}
