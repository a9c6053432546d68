package io.lineside.signalr.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Reads one message of the JSON protocol: its properties may come in any order, and those with an
 * unknown name are skipped. For one message and one thread.
 */
final class JsonMessageReader {

    private @Nullable Integer type;
    private @Nullable String id;
    private @Nullable String target;
    private @Nullable String error;
    private @Nullable List<JsonNode> arguments;
    private @Nullable JsonNode item;
    private JsonNode result = NullNode.getInstance();
    private List<String> uploads = List.of();
    private @Nullable Long sequence;

    private JsonMessageReader() {}

    /** Reads the one object that the parser has, to the end of the input. */
    static ClientMessage read(JsonParser json) throws ProtocolException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new ProtocolException("a JSON object is expected");
        }
        JsonMessageReader fields = new JsonMessageReader();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            fields.read(json.currentName(), json);
        }
        if (json.nextToken() != null) {
            throw new ProtocolException("one JSON object is expected, more follows");
        }
        return fields.message();
    }

    private void read(String name, JsonParser json) throws ProtocolException {
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

    private ClientMessage message() throws ProtocolException {
        if (type == null) {
            throw new ProtocolException("type is missing");
        }
        return switch (type) {
            case 1, 4 -> invocation(type == 4);
            case 2 -> streamItem();
            case 3 -> new ClientMessage.Completion(required(), error, result);
            case 5 -> new ClientMessage.Cancel(required());
            case 6 -> new ClientMessage.Ping();
            case 7 -> new ClientMessage.Close(error);
            case 8 -> new ClientMessage.Ack(sequence());
            case 9 -> new ClientMessage.Sequence(sequence());
            default -> new ClientMessage.Ignored(type);
        };
    }

    private ClientMessage streamItem() throws ProtocolException {
        if (item == null) {
            throw new ProtocolException("a stream item needs an item");
        }
        return new ClientMessage.StreamItem(required(), item);
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

    private ClientMessage invocation(boolean streaming) throws ProtocolException {
        if (target == null || arguments == null) {
            throw new ProtocolException("an invocation needs target and arguments");
        }
        if (streaming && id == null) {
            throw new ProtocolException("a stream invocation needs an invocationId");
        }
        return new ClientMessage.Invocation(id, target, arguments, streaming, uploads);
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

    /** Refuses half a surrogate pair: an answer that repeats it could not be written. */
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
