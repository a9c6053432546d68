package io.lineside.signalr.transport;

import io.lineside.signalr.HubTransport;
import io.lineside.signalr.connection.Negotiated;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The answers to {@code POST …/negotiate}. There are versions 0 and 1; a client that asks for a
 * newer one is answered in version 1. Source: ASP.NET Core, TransportProtocols.md.
 */
final class Negotiation {

    /** What the version that a client asks for leads to. */
    sealed interface Version {}

    /** The answer is in this version. */
    record Spoken(int number) implements Version {}

    /** The answer is this error. */
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
     * Names the connection and the transports that are offered to it.
     *
     * @param version 0 or 1
     */
    static byte[] answer(int version, Negotiated negotiated, Set<HubTransport> transports) {
        return write(
                json -> {
                    if (negotiated.stateful()) {
                        json.writeBooleanProperty("useStatefulReconnect", true);
                    }
                    json.writeNumberProperty("negotiateVersion", version);
                    json.writeStringProperty("connectionId", negotiated.id());
                    if (version > 0) {
                        json.writeStringProperty("connectionToken", negotiated.token());
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
        json.writeStringProperty("transport", transport.wireName());
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
