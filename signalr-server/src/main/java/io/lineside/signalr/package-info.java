/**
 * A SignalR hub server on Jetty's core WebSocket. Hub code runs on a virtual thread per connection,
 * one call at a time; what goes out is written by a few writer threads and by Jetty's own; pings
 * and time-outs come from one thread that ticks once a second.
 */
@NullMarked
package io.lineside.signalr;

import org.jspecify.annotations.NullMarked;
