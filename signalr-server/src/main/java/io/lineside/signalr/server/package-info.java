/**
 * The wiring: {@link io.lineside.signalr.server.SignalRServer} makes the parts of one hub server
 * and joins them. Applications use this package and the API in its parent; all other packages are
 * the server's own.
 *
 * <p>Safe on any thread. Has no threads of its own; it starts and ends those of {@code connection}
 * and {@code delivery}.
 */
@NullMarked
package io.lineside.signalr.server;

import org.jspecify.annotations.NullMarked;
