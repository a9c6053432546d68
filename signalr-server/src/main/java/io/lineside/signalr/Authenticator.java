package io.lineside.signalr;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Says who a client is. Asked on negotiate and again when the WebSocket is opened, on a thread of
 * the HTTP server; it may be asked by many threads at once.
 */
@FunctionalInterface
public interface Authenticator {

    /**
     * @param accessToken from the header {@code Authorization: Bearer} or else the query parameter
     *     {@code access_token}; null when the client gave none
     * @return who it is; null refuses the request with 401
     */
    @Nullable Principal authenticate(@Nullable String accessToken);
}
