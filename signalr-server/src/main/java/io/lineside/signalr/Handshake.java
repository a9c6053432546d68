package io.lineside.signalr;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first thing a client says: which protocol it speaks. Always JSON, whatever the protocol.
 * Versions 1 and 2 are spoken: clients say 2 only when they negotiated stateful reconnect, and the
 * messages are otherwise the same.
 */
final class Handshake {

    static final byte[] ACCEPTED = "{}\u001e".getBytes(StandardCharsets.UTF_8);
    static final String FAILED = "An unexpected error occurred during connection handshake.";
    static final String TOO_LATE = "Handshake was canceled.";

    private static final int NEWEST = 2;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Handshake() {}

    /** What is wrong with a handshake, in words for the client; null when nothing is. */
    static @Nullable String refusal(byte[] record) {
        JsonNode request;
        try {
            request = MAPPER.readTree(record);
        } catch (JacksonException e) {
            return FAILED;
        }
        JsonNode protocol = request.path("protocol");
        JsonNode version = request.path("version");
        if (!protocol.isString() || !version.isInt()) {
            return FAILED;
        }
        String name = protocol.stringValue();
        if (!name.toLowerCase(Locale.ROOT).equals(JsonProtocol.NAME)) {
            return "The protocol '" + name + "' is not supported.";
        }
        if (version.intValue() < 1 || version.intValue() > NEWEST) {
            return "The server does not support version %d of the '%s' protocol."
                    .formatted(version.intValue(), name);
        }
        return null;
    }

    /** The answer that refuses. */
    static byte[] refused(String reason) {
        String error = MAPPER.writeValueAsString(reason);
        return ("{\"error\":" + error + "}\u001e").getBytes(StandardCharsets.UTF_8);
    }
}
