package io.lineside.benchmarks.soak;

import io.lineside.benchmarks.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the soak's clients send and receive, in both hub protocols. */
enum SoakProtocol {
    JSON("json", Wire.TEXT) {
        @Override
        byte[] call(String id, String method, String argument) {
            return Wire.text(
                    "{\"type\":1,\"invocationId\":\"%s\",\"target\":\"%s\",\"arguments\":[\"%s\"]}\u001e"
                            .formatted(id, method, argument));
        }

        @Override
        byte[] bare(int type) {
            return Wire.text("{\"type\":" + type + "}\u001e");
        }

        @Override
        byte[] numbered(int type, long number) {
            return Wire.text("{\"type\":" + type + ",\"sequenceId\":" + number + "}\u001e");
        }

        @Override
        void read(byte[] payload, Consumer<SoakMessage> taker) {
            int begin = 0;
            for (int at = 0; at < payload.length; at++) {
                if (payload[at] == Wire.RECORD) {
                    taker.accept(message(JsonMapper.shared().readTree(payload, begin, at - begin)));
                    begin = at + 1;
                }
            }
        }

        private static SoakMessage message(JsonNode json) {
            int type = json.path("type").asInt(0);
            return switch (type) {
                case SoakMessage.INVOCATION ->
                        new SoakMessage(
                                type,
                                json.path("arguments").path(0).asString(),
                                json.path("arguments").path(1).asLong());
                case SoakMessage.COMPLETION ->
                        new SoakMessage(type, json.path("invocationId").asString(), 0);
                default -> new SoakMessage(type, "", json.path("sequenceId").asLong(0));
            };
        }
    },

    MESSAGE_PACK("messagepack", Wire.BINARY) {
        @Override
        byte[] call(String id, String method, String argument) throws IOException {
            try (MessageBufferPacker pack = MessagePack.newDefaultBufferPacker()) {
                pack.packArrayHeader(6).packInt(SoakMessage.INVOCATION).packMapHeader(0);
                pack.packString(id).packString(method);
                pack.packArrayHeader(1).packString(argument).packArrayHeader(0);
                return prefixed(pack.toByteArray());
            }
        }

        @Override
        byte[] bare(int type) throws IOException {
            try (MessageBufferPacker pack = MessagePack.newDefaultBufferPacker()) {
                if (type == CLOSE) {
                    pack.packArrayHeader(2).packInt(type).packNil();
                } else {
                    pack.packArrayHeader(1).packInt(type);
                }
                return prefixed(pack.toByteArray());
            }
        }

        @Override
        byte[] numbered(int type, long number) throws IOException {
            try (MessageBufferPacker pack = MessagePack.newDefaultBufferPacker()) {
                pack.packArrayHeader(2).packInt(type).packLong(number);
                return prefixed(pack.toByteArray());
            }
        }

        @Override
        void read(byte[] payload, Consumer<SoakMessage> taker) throws IOException {
            for (int at = 0; at < payload.length; ) {
                int length = 0;
                for (int shift = 0; ; shift += 7) {
                    length |= (payload[at] & 0x7f) << shift;
                    if (payload[at++] >= 0) {
                        break;
                    }
                }
                try (MessageUnpacker pack = MessagePack.newDefaultUnpacker(payload, at, length)) {
                    taker.accept(message(pack));
                }
                at += length;
            }
        }

        private static SoakMessage message(MessageUnpacker pack) throws IOException {
            pack.unpackArrayHeader();
            int type = pack.unpackInt();
            switch (type) {
                case SoakMessage.INVOCATION -> {
                    // Headers, no id, the target, how many arguments.
                    pack.skipValue(3);
                    pack.unpackArrayHeader();
                    return new SoakMessage(type, pack.unpackString(), pack.unpackLong());
                }
                case SoakMessage.COMPLETION -> {
                    pack.skipValue();
                    return new SoakMessage(type, pack.unpackString(), 0);
                }
                case SoakMessage.ACK, SoakMessage.SEQUENCE -> {
                    return new SoakMessage(type, "", pack.unpackLong());
                }
                default -> {
                    return new SoakMessage(type, "", 0);
                }
            }
        }
    };

    static final int PING = 6;
    static final int CLOSE = 7;

    final String word;
    final int opcode;

    SoakProtocol(String word, int opcode) {
        this.word = word;
        this.opcode = opcode;
    }

    byte[] handshake(int version) {
        return Wire.text("{\"protocol\":\"%s\",\"version\":%d}\u001e".formatted(word, version));
    }

    /** A call of a method with one argument. */
    abstract byte[] call(String id, String method, String argument) throws IOException;

    /** A ping, or a goodbye. */
    abstract byte[] bare(int type) throws IOException;

    /** An acknowledgement, or a sequence. */
    abstract byte[] numbered(int type, long number) throws IOException;

    /** Reads whole messages. */
    abstract void read(byte[] payload, Consumer<SoakMessage> taker) throws IOException;

    private static byte[] prefixed(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 2);
        int left = body.length;
        while (left > 0x7f) {
            out.write(left & 0x7f | 0x80);
            left >>= 7;
        }
        out.write(left);
        out.writeBytes(body);
        return out.toByteArray();
    }
}
