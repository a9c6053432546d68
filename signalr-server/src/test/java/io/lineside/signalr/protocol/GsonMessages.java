package io.lineside.signalr.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads the JSON protocol with another library and other code, as strictly as its rules are. */
final class GsonMessages {

    /** The bytes are no message. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final int MAX_DEPTH = 1_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

    private final JsonObject fields;

    private GsonMessages(JsonObject fields) {
        this.fields = fields;
    }

    /** Reads one message; null when the bytes are none. */
    static @Nullable ClientMessage read(byte[] record) {
        JsonObject object = object(record);
        if (object == null) {
            return null;
        }
        try {
            properties(record).forEach(each -> new GsonMessages(each).checkTypes());
            return new GsonMessages(object).message();
        } catch (Refused e) {
            return null;
        }
    }

    /** Every property as an object of its own; one object keeps only the last of each name. */
    private static List<JsonObject> properties(byte[] record) {
        List<JsonObject> properties = new ArrayList<>();
        try (JsonReader reader = reader(new String(record, StandardCharsets.UTF_8))) {
            reader.beginObject();
            while (reader.hasNext()) {
                JsonObject property = new JsonObject();
                property.add(reader.nextName(), com.google.gson.JsonParser.parseReader(reader));
                properties.add(property);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static JsonReader reader(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(MAX_DEPTH);
        return reader;
    }

    /** The one JSON object that the bytes are; null when they are not. */
    static @Nullable JsonObject object(byte[] record) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record)).toString();
            JsonReader reader = reader(text);
            JsonElement json = com.google.gson.JsonParser.parseReader(reader);
            // Gson skips a byte order mark.
            if (reader.peek() != JsonToken.END_DOCUMENT
                    || !json.isJsonObject()
                    || text.startsWith("\ufeff")) {
                return null;
            }
            return json.getAsJsonObject();
        } catch (CharacterCodingException | JsonParseException e) {
            return null;
        } catch (IOException e) {
            // Gson throws this for malformed JSON.
            return null;
        }
    }

    /** A known property has to be right at every place where it stands. */
    private void checkTypes() {
        text("invocationId");
        text("target");
        text("error");
        integer("sequenceId");
        list("arguments");
        uploads();
        Long type = integer("type");
        if (type != null && type != type.intValue()) {
            throw new Refused();
        }
    }

    private ClientMessage message() {
        String id = text("invocationId");
        String target = text("target");
        String error = text("error");
        Long sequence = integer("sequenceId");
        List<JsonNode> arguments = list("arguments");
        List<String> uploads = uploads();
        long type = required(integer("type"));
        return switch ((int) type) {
            case 1 -> call(id, target, arguments, false, uploads);
            case 4 -> call(required(id), target, arguments, true, uploads);
            case 2 ->
                    new ClientMessage.StreamItem(required(id), node(required(fields.get("item"))));
            case 3 -> {
                JsonElement result = fields.get("result");
                yield new ClientMessage.Completion(
                        required(id), error, result == null ? NODES.nullNode() : node(result));
            }
            case 5 -> new ClientMessage.Cancel(required(id));
            case 6 -> new ClientMessage.Ping();
            case 7 -> new ClientMessage.Close(error);
            case 8 -> new ClientMessage.Ack(required(sequence));
            case 9 -> new ClientMessage.Sequence(required(sequence));
            default -> new ClientMessage.Ignored((int) type);
        };
    }

    private static ClientMessage call(
            @Nullable String id,
            @Nullable String target,
            @Nullable List<JsonNode> arguments,
            boolean streaming,
            List<String> uploads) {
        return new ClientMessage.Invocation(
                id, required(target), required(arguments), streaming, uploads);
    }

    private @Nullable String text(String name) {
        JsonElement value = fields.get(name);
        return value == null ? null : string(value);
    }

    /** Text that is Unicode: no half of a surrogate pair. */
    private static String string(JsonElement value) {
        if (value instanceof JsonPrimitive text
                && text.isString()
                && StandardCharsets.UTF_8.newEncoder().canEncode(text.getAsString())) {
            return text.getAsString();
        }
        throw new Refused();
    }

    private @Nullable Long integer(String name) {
        JsonElement value = fields.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof JsonPrimitive number
                && number.isNumber()
                && INTEGER.matcher(number.getAsString()).matches())) {
            throw new Refused();
        }
        BigInteger integer = new BigInteger(number.getAsString());
        if (integer.bitLength() >= Long.SIZE) {
            throw new Refused();
        }
        return integer.longValue();
    }

    private @Nullable List<JsonNode> list(String name) {
        JsonElement value = fields.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof JsonArray array)) {
            throw new Refused();
        }
        List<JsonNode> nodes = new ArrayList<>();
        array.forEach(each -> nodes.add(node(each)));
        return nodes;
    }

    private List<String> uploads() {
        JsonElement value = fields.get("streamIds");
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof JsonArray array)) {
            throw new Refused();
        }
        List<String> ids = new ArrayList<>();
        array.forEach(each -> ids.add(string(each)));
        return ids;
    }

    private static JsonNode node(JsonElement value) {
        return switch (value) {
            case JsonObject object -> {
                ObjectNode node = NODES.objectNode();
                object.entrySet().forEach(each -> node.set(each.getKey(), node(each.getValue())));
                yield node;
            }
            case JsonArray array -> {
                ArrayNode node = NODES.arrayNode();
                array.forEach(each -> node.add(node(each)));
                yield node;
            }
            case JsonPrimitive text when text.isString() -> NODES.stringNode(text.getAsString());
            case JsonPrimitive flag when flag.isBoolean() -> NODES.booleanNode(flag.getAsBoolean());
            case JsonPrimitive number -> number(number.getAsString());
            default -> NODES.nullNode();
        };
    }

    private static JsonNode number(String text) {
        if (!INTEGER.matcher(text).matches()) {
            return NODES.numberNode(Double.parseDouble(text));
        }
        BigInteger integer = new BigInteger(text);
        if (integer.bitLength() < Integer.SIZE) {
            return NODES.numberNode(integer.intValue());
        }
        return integer.bitLength() < Long.SIZE
                ? NODES.numberNode(integer.longValue())
                : NODES.numberNode(integer);
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new Refused();
        }
        return value;
    }
}
