package io.lineside.relay.broadcast.azure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ImmutableValue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer to a client's message: a Completion with an error, framed by the client's protocol
 * (the service passes the bytes on as they are). Empty when the client waits for no answer.
 */
final class Completion {

    static final String ERROR =
            "the relay takes no messages over SignalR: its commands are HTTP calls";

    private static final byte END = 0x1E;
    private static final int INVOCATION = 1;
    private static final int STREAM_INVOCATION = 4;
    private static final int COMPLETION = 3;
    private static final int ERROR_RESULT = 1;
    private static final int TARGET_AND_BEFORE = 4;

    private Completion() {}

    /**
     * The answer to a message in JSON.
     *
     * @throws IllegalArgumentException when it is none
     */
    static byte[] json(byte[] message) {
        JsonNode tree;
        try {
            tree = JsonMapper.shared().readTree(message);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
        JsonNode id = tree.path("invocationId");
        if (!isCall(tree.path("type").asInt(0))) {
            throw new IllegalArgumentException("no invocation");
        }
        if (!id.isString()) {
            return new byte[0];
        }
        Map<String, Object> completion = new LinkedHashMap<>();
        completion.put("type", COMPLETION);
        completion.put("invocationId", id.asString());
        completion.put("error", ERROR);
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        framed.writeBytes(JsonMapper.shared().writeValueAsBytes(completion));
        framed.write(END);
        return framed.toByteArray();
    }

    private static boolean isCall(int type) {
        return type == INVOCATION || type == STREAM_INVOCATION;
    }

    /**
     * The answer to a message in MessagePack, which may be the bare array, as the service posts it,
     * or framed.
     *
     * @throws IllegalArgumentException when it is none
     */
    static byte[] msgpack(byte[] message) {
        String id;
        try {
            int first = message.length == 0 ? 0 : message[0] & 0xFF;
            boolean array = (first >= 0x90 && first <= 0x9F) || first == 0xDC;
            id = array ? invocationId(message, 0) : invocationId(message, lengthBytes(message));
        } catch (IOException | MessagePackException | ClassCastException e) {
            throw new IllegalArgumentException("no MessagePack", e);
        }
        return id == null ? new byte[0] : framed(id);
    }

    private static int lengthBytes(byte[] message) {
        int count = 0;
        while (count < message.length && (message[count] & 0x80) != 0) {
            count++;
        }
        return count + 1;
    }

    // [type, headers, invocationId or nil, target, …]
    private static @Nullable String invocationId(byte[] message, int from) throws IOException {
        if (from >= message.length) {
            throw new IllegalArgumentException("nothing in it");
        }
        try (MessageUnpacker unpacker =
                MessagePack.newDefaultUnpacker(message, from, message.length - from)) {
            int size = unpacker.unpackArrayHeader();
            if (size < TARGET_AND_BEFORE || !isCall(unpacker.unpackInt())) {
                throw new IllegalArgumentException("no invocation");
            }
            unpacker.skipValue();
            ImmutableValue id = unpacker.unpackValue();
            return id.isNilValue() ? null : id.asStringValue().asString();
        }
    }

    private static byte[] framed(String id) {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            packer.packArrayHeader(5);
            packer.packInt(COMPLETION);
            packer.packMapHeader(0);
            packer.packString(id);
            packer.packInt(ERROR_RESULT);
            packer.packString(ERROR);
            byte[] body = packer.toByteArray();
            ByteArrayOutputStream framed = new ByteArrayOutputStream(body.length + 2);
            int length = body.length;
            for (; length >= 0x80; length >>>= 7) {
                framed.write(length & 0x7F | 0x80);
            }
            framed.write(length);
            framed.writeBytes(body);
            return framed.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }
}
