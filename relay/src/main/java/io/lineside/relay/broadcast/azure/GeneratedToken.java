package io.lineside.relay.broadcast.azure;

import io.lineside.relay.broadcast.NoDeliveryException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service's answer to {@code :generateToken}: {@code {"token":"…"}}. */
final class GeneratedToken {

    private GeneratedToken() {}

    /**
     * The token in it.
     *
     * @throws NoDeliveryException when there is none
     */
    static String of(String body) {
        try {
            JsonNode token = JsonMapper.shared().readTree(body).path("token");
            if (token.isString() && !token.asString().isEmpty()) {
                return token.asString();
            }
        } catch (JacksonException e) {
            // Told below; the body may hold what is secret.
        }
        throw new NoDeliveryException("Azure SignalR Service answered without a token");
    }
}
