package io.lineside.signalr.protocol;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first message of a client, which names the protocol that it speaks. It is JSON, whatever the
 * protocol. There are versions 1 and 2: clients ask for 2 only when they have negotiated stateful
 * reconnect, and the messages are otherwise the same.
 */
public sealed interface Handshake {

    Encoded ACCEPTED = Encoded.text("{}\u001e");
    String FAILED = "An unexpected error occurred during connection handshake.";
    String TOO_LATE = "Handshake was canceled.";
    int NEWEST = 2;

    /**
     * @param stateful whether it is the version of clients that may come back on another socket
     */
    record Accepted(HubProtocol protocol, boolean stateful) implements Handshake {}

    /**
     * @param error the text for the client
     */
    record Refused(String error) implements Handshake {}

    /**
     * @param record without its end mark
     * @param binaryTransport whether the client's transport carries bytes that are no text
     */
    static Handshake read(byte[] record, boolean binaryTransport) {
        if (!Utf8.isText(record)) {
            return new Refused(FAILED);
        }
        JsonNode request;
        try {
            request = JsonProtocol.MAPPER.readTree(record);
        } catch (JacksonException e) {
            return new Refused(FAILED);
        }
        JsonNode protocol = request.path("protocol");
        JsonNode version = request.path("version");
        if (!protocol.isString() || !version.isInt()) {
            return new Refused(FAILED);
        }
        String name = protocol.stringValue();
        HubProtocol known = HubProtocol.named(name);
        if (known == null) {
            return new Refused("The protocol '" + name + "' is not supported.");
        }
        if (known.isBinary() && !binaryTransport) {
            return new Refused(
                    "Cannot use the '%s' protocol on the current transport. The transport does not support 'Binary' transfer format."
                            .formatted(known.name()));
        }
        if (version.intValue() < 1 || version.intValue() > NEWEST) {
            return new Refused(
                    "The server does not support version %d of the '%s' protocol."
                            .formatted(version.intValue(), name));
        }
        return new Accepted(known, version.intValue() == NEWEST);
    }

    /** The answer that refuses. */
    static Encoded refused(String reason) {
        return Encoded.text(
                "{\"error\":" + JsonMapper.shared().writeValueAsString(reason) + "}\u001e");
    }
}
