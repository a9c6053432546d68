/**
 * The API of a SignalR hub server for the JVM: what an application implements ({@link
 * io.lineside.signalr.Hub} and its methods, {@link io.lineside.signalr.Authenticator}), what it
 * sets ({@link io.lineside.signalr.HubOptions}), and what it calls ({@link
 * io.lineside.signalr.Broadcaster}, {@link io.lineside.signalr.HubConnection}). The server itself
 * is made by {@code SignalRServer} in the package {@code server}.
 *
 * <p>This package holds no wiring and knows of the other packages only {@code protocol}, because an
 * {@link io.lineside.signalr.EncodedMessage} keeps its bytes.
 *
 * <p>Hub code runs on one virtual thread per connection, one call at a time. The interfaces that an
 * application calls are safe on any thread.
 */
@NullMarked
package io.lineside.signalr;

import org.jspecify.annotations.NullMarked;
