package io.lineside.relay.broadcast.azure;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the tokens by which the relay and its clients authenticate. Safe on any thread. */
interface TokenSource {

    /** How long a token is valid, as long as those of the service's own SDK. */
    Duration LIFETIME = Duration.ofHours(1);

    /**
     * A bearer token and its origin.
     *
     * @param by the token's origin, to be given to {@link #refused} when the service refuses the
     *     token
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
     * @throws io.lineside.relay.broadcast.NoDeliveryException when no token can be made
     */
    Bearer forCall(String audience);

    /**
     * An access token for a client of this user; null when the service itself must be asked for
     * one.
     *
     * @param audience the hub's client address, without port
     */
    @Nullable String forClient(String audience, String user);

    /**
     * Notes that the service refused a token.
     *
     * @param by the origin that came with the token
     * @param serverTime the service's time in its answer; null when the answer had none
     * @return whether the next token differs and is worth another try
     */
    boolean refused(Object by, @Nullable Instant serverTime);

    /** How often no token could be made, or the current one could not be renewed. */
    default long failures() {
        return 0;
    }
}
