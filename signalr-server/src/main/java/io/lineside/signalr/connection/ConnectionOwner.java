package io.lineside.signalr.connection;

import io.lineside.signalr.delivery.Recipient;

/** What a connection needs of its server. Called on any thread; no method waits. */
public interface ConnectionOwner extends Recipient.Owner {

    /** The handshake has been done: the connection can be found and sent to. */
    void opened(ServerConnection connection);

    /** The connection cannot be found any more and has left its groups. */
    void ended(ServerConnection connection);

    /** The connection has ended, and its hub code has, too. */
    void forgotten(ServerConnection connection);
}
