/** The relay's own SignalR hub as back end. The threads are signalr-server's. */
@NullMarked
package io.lineside.relay.broadcast.embedded;

import org.jspecify.annotations.NullMarked;
