package io.lineside.signalr;

import java.util.Optional;
import java.util.Set;

/**
 * Publishes to many clients. No method waits for a client, and all are safe on any thread. A client
 * gets the messages that one thread publishes in the order in which that thread published them.
 */
public interface Broadcaster {

    /** Publishes to every open connection; the message is encoded once for each protocol. */
    void toAll(String target, Object... arguments);

    /**
     * Publishes to every open connection but some.
     *
     * @param except the ids of the connections that are left out
     */
    void toAllExcept(Set<String> except, EncodedMessage message);

    /** Publishes to every member of a group; a group without members is no error. */
    void toGroup(String group, EncodedMessage message);

    /**
     * Publishes to every member of a group but some.
     *
     * @param except the ids of the connections that are left out
     */
    void toGroupExcept(String group, Set<String> except, EncodedMessage message);

    /**
     * Publishes to every connection of a user; a user without connections is no error. Clients that
     * no authenticator was asked about ({@link HubOptions#ANONYMOUS}) belong to no user.
     *
     * @param user the name of the principal
     */
    void toUser(String user, EncodedMessage message);

    /** Sends to one connection; the message is counted as unroutable when it is not open. */
    void toConnection(String connectionId, EncodedMessage message);

    /**
     * Publishes to every member of a group a message that is made, for each member, when that
     * member's socket can be written. At most one message per key waits for a connection: a newer
     * one takes the place of the one that waits.
     */
    void toGroupDeferred(String group, String key, DeferredMessage message);

    /** As {@link #toGroupDeferred}, for one connection. */
    void toConnectionDeferred(String connectionId, String key, DeferredMessage message);

    /**
     * Makes a connection a member of a group; joining twice is the same as once. Upper and lower
     * case differ in group names.
     *
     * @return false when no connection with this id is open
     */
    boolean join(String connectionId, String group);

    /**
     * Ends a membership; no error when there was none.
     *
     * @return false when no connection with this id is open
     */
    boolean leave(String connectionId, String group);

    /** The ids of a group's members at this moment. */
    Set<String> members(String group);

    /** The open connection with this id. */
    Optional<HubConnection> connection(String connectionId);

    /** The server's totals at this moment. */
    BroadcastStats stats();
}
