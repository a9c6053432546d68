package io.lineside.signalr.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON hub protocol: each message is an object and ends with the byte 0x1E. Source: ASP.NET
 * Core, HubProtocol.md, and its code where the two differ. Never writes headers or a property that
 * is null: the Java client fails on them.
 */
final class JsonProtocol implements HubProtocol {

    static final byte END = 0x1e;

    /** Takes UTF-8 alone; by default Jackson takes UTF-16 and UTF-32, too. */
    static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                                    .build())
                    .build();

    private static final Encoded PING = Encoded.text("{\"type\":6}\u001e");

    private interface Body {
        void write(JsonGenerator json);
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public boolean isBinary() {
        return false;
    }

    @Override
    public Encoded ping() {
        return PING;
    }

    @Override
    public Encoded encode(ServerMessage message) {
        byte[] bytes =
                switch (message) {
                    case ServerMessage.Invocation call -> invocation(call);
                    case ServerMessage.RawInvocation(String target, byte[] argument) ->
                            rawInvocation(target, argument);
                    case ServerMessage.StreamItem(String id, Object item) ->
                            about(2, id, json -> writeValue(json, "item", item));
                    case ServerMessage.Result(String id, Object result) ->
                            about(3, id, json -> writeValue(json, "result", result));
                    case ServerMessage.Failure(String id, String error) ->
                            about(3, id, json -> json.writeStringProperty("error", error));
                    case ServerMessage.StreamEnd(String id) -> about(3, id, json -> {});
                    case ServerMessage.Ping() -> PING.payload();
                    case ServerMessage.Close close -> close(close);
                    case ServerMessage.Ack(long sequence) -> numbered(8, sequence);
                    case ServerMessage.Sequence(long sequence) -> numbered(9, sequence);
                };
        return Encoded.text(bytes, message.isNumbered());
    }

    private static byte[] invocation(ServerMessage.Invocation call) {
        return write(
                1,
                json -> {
                    if (call.id() != null) {
                        json.writeStringProperty("invocationId", call.id());
                    }
                    json.writeStringProperty("target", call.target());
                    json.writeArrayPropertyStart("arguments");
                    for (Object argument : call.arguments()) {
                        json.writePOJO(argument);
                    }
                    json.writeEndArray();
                });
    }

    private static byte[] rawInvocation(String target, byte[] argument) {
        byte[] head =
                ("{\"type\":1,\"target\":" + MAPPER.writeValueAsString(target) + ",\"arguments\":[")
                        .getBytes(StandardCharsets.UTF_8);
        ByteBuffer message = ByteBuffer.allocate(head.length + argument.length + 3);
        return message.put(head).put(argument).put((byte) ']').put((byte) '}').put(END).array();
    }

    private static byte[] close(ServerMessage.Close close) {
        return write(
                7,
                json -> {
                    if (close.error() != null) {
                        json.writeStringProperty("error", close.error());
                    }
                    if (close.allowReconnect()) {
                        json.writeBooleanProperty("allowReconnect", true);
                    }
                });
    }

    private static byte[] about(int type, String id, Body body) {
        return write(
                type,
                json -> {
                    json.writeStringProperty("invocationId", id);
                    body.write(json);
                });
    }

    private static byte[] numbered(int type, long sequence) {
        return write(type, json -> json.writeNumberProperty("sequenceId", sequence));
    }

    private static void writeValue(JsonGenerator json, String name, @Nullable Object value) {
        json.writeName(name);
        json.writePOJO(value);
    }

    private static byte[] write(int type, Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberProperty("type", type);
            body.write(json);
            json.writeEndObject();
        }
        out.write(END);
        return out.toByteArray();
    }

    @Override
    public Extent extent(byte[] data, int from, int seen, int to) {
        for (int i = Math.max(from, seen); i < to; i++) {
            if (data[i] == END) {
                return new Extent(from, i, i + 1);
            }
        }
        return new Extent(from, -1, to + 1L);
    }

    @Override
    public ClientMessage parse(byte[] record) throws ProtocolException {
        // Jackson accepts bytes that are nearly UTF-8.
        if (!Utf8.isText(record)) {
            throw new ProtocolException("not UTF-8");
        }
        try (JsonParser json = MAPPER.createParser(record)) {
            return JsonMessageReader.read(json);
        } catch (JacksonException e) {
            throw new ProtocolException("not JSON: " + e.getOriginalMessage());
        }
    }
}
