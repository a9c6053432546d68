package io.lineside.relay.broadcast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that is made when a socket can be written: for one client, or for all of a group at
 * once. Called on threads of the back end; must not block.
 */
public interface DeferredPayload {

    /** The message for this client now; null for none. */
    @Nullable Payload forConnection(String connectionId);

    /**
     * The message for the whole group now, for a back end that cannot distinguish its clients; null
     * for none.
     *
     * @param largest the largest size of one argument, in bytes
     */
    @Nullable ForGroup forGroup(int largest);

    /**
     * A deferred message for a whole group.
     *
     * @param parts to be sent one after the other
     * @param accepted to be called when the back end has taken all parts; until then the next
     *     deferred message has the same changes again, which does no harm
     */
    record ForGroup(List<Payload> parts, Runnable accepted) {}
}
