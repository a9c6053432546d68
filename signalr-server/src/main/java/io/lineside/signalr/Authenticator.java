package io.lineside.signalr;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Decides who a client is, from its access token. Called for every request of a client (on
 * negotiate and again when its WebSocket is opened), on a thread of the HTTP server, where it may
 * block; several threads may call it at once.
 */
@FunctionalInterface
public interface Authenticator {

    /**
     * @param accessToken from the header {@code Authorization: Bearer} or else the query parameter
     *     {@code access_token}; null when the client gave none
     * @return the client's principal; null refuses the request with 401
     */
    @Nullable Principal authenticate(@Nullable String accessToken);
}
