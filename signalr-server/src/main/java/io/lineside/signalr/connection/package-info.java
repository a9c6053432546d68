/**
 * One client from negotiation to its end: the states of its connection and the sockets that come
 * and go, what it sends and the hub code that this invokes, its streams and uploads, and what the
 * clock demands of it. Knows transports by the interface {@link
 * io.lineside.signalr.connection.Transport} alone, so it needs no web server.
 *
 * <p>Input comes on the threads of transports, one piece at a time for each connection. Threads of
 * this package: {@code signalr-clock} ticks all connections once a second; virtual threads run hub
 * code ({@code signalr-hub-…}), streams and uploads ({@code signalr-stream-…}) and what depends on
 * clients' answers ({@code signalr-answer-…}), and close sockets ({@code signalr-cut-…}).
 */
@NullMarked
package io.lineside.signalr.connection;

import org.jspecify.annotations.NullMarked;
