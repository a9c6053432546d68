/**
 * The control plane: HTTP and JSON, and the gate every request passes, the hub's included. {@link
 * io.lineside.relay.http.HttpServer} is the server; each feature has a routes class of its own.
 * Handlers run on virtual threads {@code JettyServerThreadPool-Virtual-…} and may wait for the
 * engine's answers.
 */
@NullMarked
package io.lineside.relay.http;

import org.jspecify.annotations.NullMarked;
