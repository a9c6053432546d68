package io.lineside.signalr.delivery;

import io.lineside.signalr.DeferredMessage;
import io.lineside.signalr.EncodedMessage;
import io.lineside.signalr.HubConnection;
import io.lineside.signalr.protocol.Encoded;
import io.lineside.signalr.protocol.HubProtocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of one deferred message in a backlog; a newer message of the same key takes it over.
 */
final class DeferredEntry {

    private static final Logger LOG = LoggerFactory.getLogger(DeferredEntry.class);
    private static final int COST = 128;

    private final String key;
    private DeferredMessage message;

    DeferredEntry(String key, DeferredMessage message) {
        this.key = key;
        this.message = message;
    }

    String key() {
        return key;
    }

    void replace(DeferredMessage newer) {
        message = newer;
    }

    /**
     * How many bytes a waiting deferred message counts for: its own bytes do not exist yet, but its
     * key does.
     */
    int cost() {
        return COST + 2 * key.length();
    }

    /**
     * Makes the newest message under this key, which may take a while: not to be called under a
     * lock. The entry must have been taken out of its backlog.
     *
     * @return null when there is nothing to send, or when making the message has failed, which is
     *     counted and logged
     */
    @Nullable Encoded make(HubProtocol protocol, HubConnection connection, Counters counters) {
        try {
            EncodedMessage made = message.encode(connection);
            return made == null ? null : made.in(protocol);
        } catch (RuntimeException | Error e) {
            // An Error must not end the writer's thread, which writes for other clients too.
            counters.deferredFailures.increment();
            LOG.warn("Deferred message '{}' for {} failed", key, connection.id(), e);
            return null;
        }
    }
}
