package io.lineside.signalr;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * The JSON hub protocol: one object per message, each ended by the byte 0x1E. Source: ASP.NET Core,
 * HubProtocol.md, and its code where the two differ. Never writes a null property or headers: the
 * Java client fails on them.
 */
final class JsonProtocol implements HubProtocol {

    static final byte END = 0x1e;

    /** For UTF-8 alone; by itself Jackson takes UTF-16 and UTF-32 too. */
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
    public HubMessage parse(byte[] record) throws ProtocolException {
        // Jackson is lenient with what is nearly UTF-8.
        if (!Utf8.isText(record)) {
            throw new ProtocolException("not UTF-8");
        }
        try (JsonParser json = MAPPER.createParser(record)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new ProtocolException("a JSON object is expected");
            }
            Fields fields = new Fields();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                fields.read(json.currentName(), json);
            }
            if (json.nextToken() != null) {
                throw new ProtocolException("one JSON object is expected, more follows");
            }
            return fields.message();
        } catch (JacksonException e) {
            throw new ProtocolException("not JSON: " + e.getOriginalMessage());
        }
    }

    /** The properties of a message, in whatever order they come; those nobody knows are skipped. */
    private static final class Fields {

        private @Nullable Integer type;
        private @Nullable String id;
        private @Nullable String target;
        private @Nullable String error;
        private @Nullable List<JsonNode> arguments;
        private @Nullable JsonNode item;
        private JsonNode result = NullNode.getInstance();
        private List<String> uploads = List.of();
        private @Nullable Long sequence;

        void read(String name, JsonParser json) throws ProtocolException {
            JsonToken token = json.nextToken();
            switch (name) {
                case "type" -> type = number(name, token, json);
                case "invocationId" -> id = text(name, token, json);
                case "target" -> target = text(name, token, json);
                case "error" -> error = text(name, token, json);
                case "arguments" -> arguments = list(name, token, json);
                case "sequenceId" -> sequence = longNumber(name, token, json);
                case "streamIds" -> uploads = texts(name, token, json);
                case "item" -> item = json.readValueAsTree();
                case "result" -> result = json.readValueAsTree();
                default -> json.skipChildren();
            }
        }

        HubMessage message() throws ProtocolException {
            if (type == null) {
                throw new ProtocolException("type is missing");
            }
            return switch (type) {
                case 1, 4 -> invocation(type == 4);
                case 2 -> streamItem();
                case 3 -> new HubMessage.Completion(required(), error, result);
                case 5 -> new HubMessage.Cancel(required());
                case 6 -> new HubMessage.Ping();
                case 7 -> new HubMessage.Close(error);
                case 8 -> new HubMessage.Ack(sequence());
                case 9 -> new HubMessage.Sequence(sequence());
                default -> new HubMessage.Ignored(type);
            };
        }

        private HubMessage streamItem() throws ProtocolException {
            if (item == null) {
                throw new ProtocolException("a stream item needs an item");
            }
            return new HubMessage.StreamItem(required(), item);
        }

        private long sequence() throws ProtocolException {
            if (sequence == null) {
                throw new ProtocolException("sequenceId is missing");
            }
            return sequence;
        }

        private String required() throws ProtocolException {
            if (id == null) {
                throw new ProtocolException("invocationId is missing");
            }
            return id;
        }

        private HubMessage invocation(boolean streaming) throws ProtocolException {
            if (target == null || arguments == null) {
                throw new ProtocolException("an invocation needs target and arguments");
            }
            if (streaming && id == null) {
                throw new ProtocolException("a stream invocation needs an invocationId");
            }
            return new HubMessage.Invocation(id, target, arguments, streaming, uploads);
        }

        private static int number(String name, @Nullable JsonToken token, JsonParser json)
                throws ProtocolException {
            if (token != JsonToken.VALUE_NUMBER_INT) {
                throw new ProtocolException(name + ": an integer is expected");
            }
            return json.getIntValue();
        }

        private static long longNumber(String name, @Nullable JsonToken token, JsonParser json)
                throws ProtocolException {
            if (token != JsonToken.VALUE_NUMBER_INT) {
                throw new ProtocolException(name + ": an integer is expected");
            }
            return json.getLongValue();
        }

        private static String text(String name, @Nullable JsonToken token, JsonParser json)
                throws ProtocolException {
            if (token != JsonToken.VALUE_STRING) {
                throw new ProtocolException(name + ": a string is expected");
            }
            return unicode(name, json.getString());
        }

        /** Half a surrogate pair could not be written in an answer. */
        private static String unicode(String name, String text) throws ProtocolException {
            for (int i = 0; i < text.length(); i++) {
                int point = text.codePointAt(i);
                if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                    throw new ProtocolException(name + ": half a surrogate pair");
                }
                i += Character.charCount(point) - 1;
            }
            return text;
        }

        private static List<String> texts(String name, @Nullable JsonToken token, JsonParser json)
                throws ProtocolException {
            List<String> texts = new ArrayList<>();
            for (JsonNode node : list(name, token, json)) {
                if (!node.isString()) {
                    throw new ProtocolException(name + ": strings are expected");
                }
                texts.add(unicode(name, node.stringValue()));
            }
            return List.copyOf(texts);
        }

        private static List<JsonNode> list(String name, @Nullable JsonToken token, JsonParser json)
                throws ProtocolException {
            if (token != JsonToken.START_ARRAY) {
                throw new ProtocolException(name + ": an array is expected");
            }
            List<JsonNode> values = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                values.add(json.readValueAsTree());
            }
            return List.copyOf(values);
        }
    }
}
