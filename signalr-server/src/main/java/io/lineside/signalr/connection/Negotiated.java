package io.lineside.signalr.connection;

import java.security.Principal;

/**
 * What is settled about a connection before it has a socket.
 *
 * @param id the public id
 * @param token the secret under which the client finds its connection again; never logged
 * @param principal who the client is
 * @param stateful whether stateful reconnect was agreed on
 */
public record Negotiated(String id, String token, Principal principal, boolean stateful) {

    /** Without the token. */
    @Override
    public String toString() {
        return "Negotiated[" + id + "]";
    }
}
