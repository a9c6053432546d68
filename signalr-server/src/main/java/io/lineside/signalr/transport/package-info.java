/**
 * How clients connect, on Jetty: negotiation, WebSockets with frames of their own, server-sent
 * events and long polling. No other package but {@code server} knows Jetty.
 *
 * <p>Everything here is called on Jetty's threads and on the writers of {@code delivery}, and never
 * waits; only an authenticator may, on a thread of the HTTP server.
 */
@NullMarked
package io.lineside.signalr.transport;

import org.jspecify.annotations.NullMarked;
