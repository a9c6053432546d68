package io.lineside.relay.broadcast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that is made when a socket can be written: for one client, or for all of a group at
 * once. Called on threads of the back end; must not block.
 */
public interface DeferredPayload {

    /** What this client is to be sent now; null for nothing. */
    @Nullable Payload forConnection(String connectionId);

    /**
     * What the whole group is to be sent now, by a back end that cannot tell its clients apart;
     * null for nothing.
     *
     * @param largest how many bytes one argument may have
     */
    @Nullable ForGroup forGroup(int largest);

    /**
     * A deferred message for a whole group.
     *
     * @param parts to be sent one after the other
     * @param accepted to be called when the back end has taken all parts; until then the next
     *     deferred message has the same changes again, which harms nobody
     */
    record ForGroup(List<Payload> parts, Runnable accepted) {}
}
