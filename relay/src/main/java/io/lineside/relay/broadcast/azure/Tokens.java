package io.lineside.relay.broadcast.azure;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the relay proves who it is, and lets clients in. Safe on any thread. */
interface Tokens {

    /** How long a token holds; the service's own SDK issues them for as long. */
    Duration LIFETIME = Duration.ofHours(1);

    /**
     * A bearer token, and by what it was made.
     *
     * @param by to be told when the service refuses it
     */
    record Bearer(String token, Object by) {
        @Override
        public String toString() {
            return "Bearer[(secret)]";
        }
    }

    /**
     * A token for one call.
     *
     * @param audience the call's address without port and query
     * @throws io.lineside.relay.broadcast.NoDeliveryException when none can be had
     */
    Bearer forCall(String audience);

    /**
     * A token that lets a client of this user in; null when the service itself must be asked for
     * it.
     *
     * @param audience the hub's client address, without port
     */
    @Nullable String forClient(String audience, String user);

    /**
     * The service refused a token.
     *
     * @param by as it came with the token
     * @param serverTime the service's clock in its answer; null when it did not tell
     * @return whether the next token differs and is worth another try
     */
    boolean refused(Object by, @Nullable Instant serverTime);

    /** How often none could be had, or a token in hand could not be renewed. */
    default long failures() {
        return 0;
    }
}
