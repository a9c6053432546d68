package io.lineside.signalr.delivery;

import io.lineside.signalr.HubOptions;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whom a server can reach: every open connection by its id, by its groups and by its user. Safe on
 * any thread.
 */
final class Recipients {

    private final Map<String, Recipient> open = new ConcurrentHashMap<>();
    private final Groups groups = new Groups();
    private final Groups users = new Groups();

    /** From now on the recipient can be reached. */
    void opened(Recipient recipient) {
        groups.opened(recipient);
        if (recipient.connection().principal() != HubOptions.ANONYMOUS) {
            users.opened(recipient);
            users.join(recipient, recipient.connection().principal().getName());
        }
        open.put(recipient.id(), recipient);
    }

    /** From now on the recipient cannot be reached; it has left all groups. */
    void ended(Recipient recipient) {
        open.remove(recipient.id());
        groups.ended(recipient);
        users.ended(recipient);
    }

    @Nullable Recipient open(String id) {
        return open.get(id);
    }

    Collection<Recipient> open() {
        return open.values();
    }

    Groups groups() {
        return groups;
    }

    /** The connections of each user, as a group under the user's name. */
    Groups users() {
        return users;
    }
}
