package io.lineside.signalr;

import java.io.ByteArrayOutputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The answers of {@code POST …/negotiate}. Versions 0 and 1 exist; a client that asks for a newer
 * one is answered in 1.
 */
final class Negotiation {

    sealed interface Version {}

    record Spoken(int number) implements Version {}

    record Refused(String error) implements Version {}

    private interface Body {
        void write(JsonGenerator json);
    }

    private static final int NEWEST = 1;
    private static final JsonFactory JSON = new JsonFactory();

    private Negotiation() {}

    static Version version(@Nullable String asked) {
        if (asked == null) {
            return new Spoken(0);
        }
        int number;
        try {
            number = Integer.parseInt(asked.strip());
        } catch (NumberFormatException e) {
            return new Refused("The client requested a non-integer protocol version.");
        }
        if (number < 0) {
            return new Refused(
                    "The client requested version '%d', but the server does not support this version."
                            .formatted(number));
        }
        return new Spoken(Math.min(number, NEWEST));
    }

    /**
     * Names the transports there are. A WebSocket carries text and binary, whatever protocol is
     * spoken through it.
     */
    static byte[] answer(int version, ServerConnection connection, Set<HubTransport> transports) {
        return write(
                json -> {
                    if (connection.stateful()) {
                        json.writeBooleanProperty("useStatefulReconnect", true);
                    }
                    json.writeNumberProperty("negotiateVersion", version);
                    json.writeStringProperty("connectionId", connection.id());
                    if (version > 0) {
                        json.writeStringProperty("connectionToken", connection.token());
                    }
                    json.writeArrayPropertyStart("availableTransports");
                    for (HubTransport transport : HubTransport.values()) {
                        if (transports.contains(transport)) {
                            write(json, transport);
                        }
                    }
                    json.writeEndArray();
                });
    }

    private static void write(JsonGenerator json, HubTransport transport) {
        json.writeStartObject();
        json.writeStringProperty("transport", transport.word());
        json.writeArrayPropertyStart("transferFormats");
        json.writeString("Text");
        if (transport.isBinary()) {
            json.writeString("Binary");
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static byte[] error(String error) {
        return write(json -> json.writeStringProperty("error", error));
    }

    private static byte[] write(Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
