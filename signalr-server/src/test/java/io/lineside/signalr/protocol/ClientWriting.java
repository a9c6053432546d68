package io.lineside.signalr.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the messages of a client, in both protocols. */
final class ClientWriting {

    private ClientWriting() {}

    /** With its end mark. */
    static byte[] json(ClientMessage message) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        switch (message) {
            case ClientMessage.Invocation(
                            String id,
                            String target,
                            List<JsonNode> arguments,
                            boolean streaming,
                            List<String> uploads) -> {
                json.put("type", streaming ? 4 : 1).put("target", target);
                put(json, "invocationId", id);
                json.putArray("arguments").addAll(arguments);
                if (!uploads.isEmpty()) {
                    uploads.forEach(json.putArray("streamIds")::add);
                }
            }
            case ClientMessage.StreamItem(String id, JsonNode item) ->
                    json.put("type", 2).put("invocationId", id).set("item", item);
            case ClientMessage.Completion(String id, String error, JsonNode result) -> {
                json.put("type", 3).put("invocationId", id);
                put(json, "error", error);
                if (!result.isNull()) {
                    json.set("result", result);
                }
            }
            case ClientMessage.Cancel(String id) -> json.put("type", 5).put("invocationId", id);
            case ClientMessage.Ping() -> json.put("type", 6);
            case ClientMessage.Close(String error) -> put(json.put("type", 7), "error", error);
            case ClientMessage.Ack(long number) -> json.put("type", 8).put("sequenceId", number);
            case ClientMessage.Sequence(long number) ->
                    json.put("type", 9).put("sequenceId", number);
            case ClientMessage.Ignored(int type) -> json.put("type", type);
        }
        return (json + "\u001e").getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    /** With its length. */
    static byte[] pack(ClientMessage message) {
        try (MessageBufferPacker pack = MessagePack.newDefaultBufferPacker()) {
            write(message, pack);
            byte[] body = pack.toByteArray();
            // Always in three bytes, which is allowed.
            return ByteBuffer.allocate(3 + body.length)
                    .put((byte) (body.length & 0x7f | 0x80))
                    .put((byte) (body.length >> 7 & 0x7f | 0x80))
                    .put((byte) (body.length >> 14))
                    .put(body)
                    .array();
        } catch (IOException e) {
            throw new AssertionError("written to memory", e);
        }
    }

    private static void write(ClientMessage message, MessagePacker pack) throws IOException {
        switch (message) {
            case ClientMessage.Invocation(
                            String id,
                            String target,
                            List<JsonNode> arguments,
                            boolean streaming,
                            List<String> uploads) -> {
                text(begin(pack, 6, streaming ? 4 : 1), id).packString(target);
                pack.packArrayHeader(arguments.size());
                for (JsonNode argument : arguments) {
                    PackValues.write(pack, argument);
                }
                pack.packArrayHeader(uploads.size());
                for (String upload : uploads) {
                    pack.packString(upload);
                }
            }
            case ClientMessage.StreamItem(String id, JsonNode item) ->
                    PackValues.write(begin(pack, 4, 2).packString(id), item);
            case ClientMessage.Completion(String id, String error, JsonNode result) -> {
                if (error != null) {
                    begin(pack, 5, 3).packString(id).packInt(1).packString(error);
                } else if (result.isNull()) {
                    begin(pack, 4, 3).packString(id).packInt(2);
                } else {
                    PackValues.write(begin(pack, 5, 3).packString(id).packInt(3), result);
                }
            }
            case ClientMessage.Cancel(String id) -> begin(pack, 3, 5).packString(id);
            case ClientMessage.Ping() -> pack.packArrayHeader(1).packInt(6);
            case ClientMessage.Close(String error) ->
                    text(pack.packArrayHeader(2).packInt(7), error);
            case ClientMessage.Ack(long number) ->
                    pack.packArrayHeader(2).packInt(8).packLong(number);
            case ClientMessage.Sequence(long number) ->
                    pack.packArrayHeader(2).packInt(9).packLong(number);
            case ClientMessage.Ignored(int type) -> pack.packArrayHeader(1).packInt(type);
        }
    }

    private static MessagePacker begin(MessagePacker pack, int size, int type) throws IOException {
        return pack.packArrayHeader(size)
                .packInt(type)
                .packMapHeader(1)
                .packString("header")
                .packString("any");
    }

    private static MessagePacker text(MessagePacker pack, @Nullable String text)
            throws IOException {
        return text == null ? pack.packNil() : pack.packString(text);
    }
}
