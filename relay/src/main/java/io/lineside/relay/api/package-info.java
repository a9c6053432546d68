/**
 * The control plane: HTTP and JSON, and the gate every request passes, the hub's included. Handlers
 * run on virtual threads {@code relay-http-…} and may wait for the plant thread's answers.
 */
@NullMarked
package io.lineside.relay.api;

import org.jspecify.annotations.NullMarked;
