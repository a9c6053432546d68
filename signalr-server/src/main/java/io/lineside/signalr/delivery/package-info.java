/**
 * The way of a message from its publisher to a client's socket: groups and users, the spool of what
 * was published to them, an outbox for each client, and the writers that empty the outboxes in
 * rounds. Knows a client as a recipient and its socket as an outlet, and nothing of how clients
 * connect or what they send.
 *
 * <p>Messages are published and delivered on any thread, which never waits for a client. Threads of
 * this package: {@code signalr-writer-n} makes deferred messages and writes; a virtual thread
 * {@code signalr-slow-…} disconnects one client that is too slow.
 */
@NullMarked
package io.lineside.signalr.delivery;

import org.jspecify.annotations.NullMarked;
