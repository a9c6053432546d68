/**
 * The port to the back end that holds the clients' sockets: groups, and messages to them. Safe on
 * any thread; nothing here waits for a client.
 */
@NullMarked
package io.lineside.relay.broadcast;

import org.jspecify.annotations.NullMarked;
