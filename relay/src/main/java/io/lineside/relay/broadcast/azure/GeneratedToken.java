package io.lineside.relay.broadcast.azure;

import io.lineside.relay.broadcast.NoDeliveryException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service's answer to {@code :generateToken}: {@code {"token":"…"}}. */
final class GeneratedToken {

    private GeneratedToken() {}

    /**
     * The token in the answer.
     *
     * @throws NoDeliveryException when the answer has none
     */
    static String of(String body) {
        try {
            JsonNode token = JsonMapper.shared().readTree(body).path("token");
            if (token.isString() && !token.asString().isEmpty()) {
                return token.asString();
            }
        } catch (JacksonException e) {
            // Reported below, without the body, which may contain a secret.
        }
        throw new NoDeliveryException("Azure SignalR Service answered without a token");
    }
}
