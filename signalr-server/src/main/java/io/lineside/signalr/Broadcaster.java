package io.lineside.signalr;

import java.util.Optional;
import java.util.Set;

/**
 * Sends to many clients. Nothing here ever waits for a client, and all of it is safe on any thread.
 * Messages given by one thread reach each client in that order.
 */
public interface Broadcaster {

    /** To every open connection; encoded once. */
    void toAll(String target, Object... arguments);

    /**
     * To every open connection but some.
     *
     * @param except connection ids
     */
    void toAllExcept(Set<String> except, EncodedMessage message);

    /** To every member of a group; nobody is no error. */
    void toGroup(String group, EncodedMessage message);

    /**
     * To every member of a group but some.
     *
     * @param except connection ids
     */
    void toGroupExcept(String group, Set<String> except, EncodedMessage message);

    /**
     * To every connection of a user, by the principal's name; nobody is no error. Clients that are
     * nobody in particular, by {@link HubOptions#defaults}, are no user's.
     */
    void toUser(String user, EncodedMessage message);

    /** To one connection by its id; counted as unroutable when there is none. */
    void toConnection(String connectionId, EncodedMessage message);

    /**
     * To every member of a group, each when its socket can be written. At most one message per key
     * waits for a connection: a newer one takes the place of the waiting one.
     */
    void toGroupLate(String group, String key, LateMessage message);

    /** As {@link #toGroupLate}, to one connection. */
    void toConnectionLate(String connectionId, String key, LateMessage message);

    /**
     * Makes a connection a member; joining twice is the same as once. Group names have case.
     *
     * @return false when there is no such connection
     */
    boolean join(String connectionId, String group);

    /**
     * Ends a membership; harmless when there was none.
     *
     * @return false when there is no such connection
     */
    boolean leave(String connectionId, String group);

    /** The ids of a group's members at this moment. */
    Set<String> members(String group);

    /** An open connection by its id. */
    Optional<HubConnection> connection(String connectionId);

    BroadcastStats stats();
}
