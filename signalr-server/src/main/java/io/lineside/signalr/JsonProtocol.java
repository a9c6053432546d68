package io.lineside.signalr;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * The JSON hub protocol: one object per message, each ended by the byte 0x1E. Source: ASP.NET Core,
 * HubProtocol.md, and its code where the two differ. Stateless; safe on any thread.
 */
final class JsonProtocol {

    static final String NAME = "json";
    static final byte END = 0x1e;
    static final byte[] PING = ended("{\"type\":6}");
    static final byte[] CLOSE = ended("{\"type\":7}");
    static final byte[] CLOSE_RECONNECT = ended("{\"type\":7,\"allowReconnect\":true}");
    static final byte[] CLOSE_ERROR_RECONNECT =
            ended(
                    "{\"type\":7,\"error\":\"Connection closed with an error.\",\"allowReconnect\":true}");
    static final byte[] CLOSE_ERROR =
            ended("{\"type\":7,\"error\":\"Connection closed with an error.\"}");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonProtocol() {}

    static byte[] invocation(String target, @Nullable Object[] arguments) {
        return invocation(null, target, arguments);
    }

    /** An invocation whose answer is wanted. */
    static byte[] question(String id, String target, @Nullable Object[] arguments) {
        return invocation(id, target, arguments);
    }

    private static byte[] invocation(
            @Nullable String id, String target, @Nullable Object[] arguments) {
        return write(
                json -> {
                    json.writeNumberProperty("type", 1);
                    if (id != null) {
                        json.writeStringProperty("invocationId", id);
                    }
                    json.writeStringProperty("target", target);
                    json.writeArrayPropertyStart("arguments");
                    for (Object argument : arguments) {
                        json.writePOJO(argument);
                    }
                    json.writeEndArray();
                });
    }

    static byte[] streamItem(String id, Object item) {
        return write(
                json -> {
                    json.writeNumberProperty("type", 2);
                    json.writeStringProperty("invocationId", id);
                    json.writeName("item");
                    json.writePOJO(item);
                });
    }

    /** The end of a stream that went well. */
    static byte[] streamEnd(String id) {
        return write(
                json -> {
                    json.writeNumberProperty("type", 3);
                    json.writeStringProperty("invocationId", id);
                });
    }

    static byte[] rawInvocation(String target, byte[] argument) {
        byte[] head =
                ("{\"type\":1,\"target\":" + MAPPER.writeValueAsString(target) + ",\"arguments\":[")
                        .getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[head.length + argument.length + 3];
        System.arraycopy(head, 0, message, 0, head.length);
        System.arraycopy(argument, 0, message, head.length, argument.length);
        message[message.length - 3] = ']';
        message[message.length - 2] = '}';
        message[message.length - 1] = END;
        return message;
    }

    static byte[] result(String id, @Nullable Object result) {
        return write(
                json -> {
                    json.writeNumberProperty("type", 3);
                    json.writeStringProperty("invocationId", id);
                    json.writeName("result");
                    json.writePOJO(result);
                });
    }

    static byte[] error(String id, String error) {
        return write(
                json -> {
                    json.writeNumberProperty("type", 3);
                    json.writeStringProperty("invocationId", id);
                    json.writeStringProperty("error", error);
                });
    }

    /** Reads one message, its end mark taken off. */
    static HubMessage parse(byte[] record) throws ProtocolException {
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

    private interface Body {
        void write(JsonGenerator json);
    }

    private static byte[] write(Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        }
        out.write(END);
        return out.toByteArray();
    }

    private static byte[] ended(String json) {
        return (json + (char) END).getBytes(StandardCharsets.UTF_8);
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

        void read(String name, JsonParser json) throws ProtocolException {
            JsonToken token = json.nextToken();
            switch (name) {
                case "type" -> type = number(name, token, json);
                case "invocationId" -> id = text(name, token, json);
                case "target" -> target = text(name, token, json);
                case "error" -> error = text(name, token, json);
                case "arguments" -> arguments = list(name, token, json);
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
                default -> new HubMessage.Ignored(type);
            };
        }

        private HubMessage streamItem() throws ProtocolException {
            if (item == null) {
                throw new ProtocolException("a stream item needs an item");
            }
            return new HubMessage.StreamItem(required(), item);
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

        private static String text(String name, @Nullable JsonToken token, JsonParser json)
                throws ProtocolException {
            if (token != JsonToken.VALUE_STRING) {
                throw new ProtocolException(name + ": a string is expected");
            }
            return json.getString();
        }

        private static List<String> texts(String name, @Nullable JsonToken token, JsonParser json)
                throws ProtocolException {
            List<String> texts = new ArrayList<>();
            for (JsonNode node : list(name, token, json)) {
                if (!node.isString()) {
                    throw new ProtocolException(name + ": strings are expected");
                }
                texts.add(node.stringValue());
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
