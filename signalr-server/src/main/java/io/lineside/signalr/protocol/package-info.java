/**
 * The hub protocols: messages of clients and of servers, and how they are written as bytes and
 * read, in JSON and in MessagePack; the handshake that chooses between the two; and where one
 * message ends and the next begins. Depends on nothing else of this server.
 *
 * <p>No threads: protocols are stateless, and each reader belongs to the thread that feeds it.
 */
@NullMarked
package io.lineside.signalr.protocol;

import org.jspecify.annotations.NullMarked;
