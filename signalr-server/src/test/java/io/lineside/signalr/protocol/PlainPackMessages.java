package io.lineside.signalr.protocol;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the MessagePack protocol without a library, from the format's specification
 * (msgpack/spec.md) and HubProtocol.md.
 */
final class PlainPackMessages {

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final int MAX_DEPTH = 100;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ByteBuffer in;
    private long left;

    private PlainPackMessages(ByteBuffer in) {
        this.in = in;
    }

    /** Reads one message; null when the bytes are none. */
    static @Nullable ClientMessage read(byte[] record) {
        try {
            return new PlainPackMessages(ByteBuffer.wrap(record)).message();
        } catch (BufferUnderflowException | Refused | DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private ClientMessage message() {
        left = size(0x90, 0xdc, 0x0f);
        int type = smallInteger();
        ClientMessage message =
                switch (type) {
                    case 1, 4 -> call(type == 4);
                    case 2 -> new ClientMessage.StreamItem(id(), part());
                    case 3 -> completion();
                    case 5 -> new ClientMessage.Cancel(id());
                    case 6 -> new ClientMessage.Ping();
                    case 7 -> new ClientMessage.Close(left > 0 ? textOrNil() : null);
                    case 8 -> new ClientMessage.Ack(integer().longValueExact());
                    case 9 -> new ClientMessage.Sequence(integer().longValueExact());
                    default -> new ClientMessage.Ignored(type);
                };
        if (!(message instanceof ClientMessage.Ignored)) {
            skip(left);
            check(!in.hasRemaining());
        }
        return message;
    }

    private ClientMessage call(boolean streaming) {
        headers();
        String id = textOrNil();
        check(!streaming || id != null);
        String target = text();
        take();
        long count = size(0x90, 0xdc, 0x0f);
        List<JsonNode> arguments = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            arguments.add(value(0));
        }
        List<String> uploads = new ArrayList<>();
        if (left > 0) {
            take();
            long streams = size(0x90, 0xdc, 0x0f);
            for (long i = 0; i < streams; i++) {
                uploads.add(string());
            }
        }
        return new ClientMessage.Invocation(id, target, arguments, streaming, uploads);
    }

    private ClientMessage completion() {
        String id = id();
        return switch (smallInteger()) {
            case 1 -> new ClientMessage.Completion(id, text(), NODES.nullNode());
            case 2 -> new ClientMessage.Completion(id, null, NODES.nullNode());
            case 3 -> new ClientMessage.Completion(id, null, part());
            default -> throw new Refused();
        };
    }

    private String id() {
        headers();
        return text();
    }

    private void headers() {
        take();
        skip(2 * size(0x80, 0xde, 0x0f));
    }

    private void take() {
        check(left-- > 0);
    }

    private JsonNode part() {
        take();
        return value(0);
    }

    private String text() {
        take();
        return string();
    }

    private @Nullable String textOrNil() {
        take();
        if (peek() == 0xc0) {
            in.get();
            return null;
        }
        return string();
    }

    private BigInteger integer() {
        take();
        return integerHere();
    }

    private BigInteger integerHere() {
        int first = in.get() & 0xff;
        if (first <= 0x7f || first >= 0xe0) {
            return BigInteger.valueOf((byte) first);
        }
        return switch (first) {
            case 0xcc -> BigInteger.valueOf(in.get() & 0xff);
            case 0xcd -> BigInteger.valueOf(in.getShort() & 0xffff);
            case 0xce -> BigInteger.valueOf(in.getInt() & 0xffffffffL);
            case 0xcf -> new BigInteger(1, bytes(8));
            case 0xd0 -> BigInteger.valueOf(in.get());
            case 0xd1 -> BigInteger.valueOf(in.getShort());
            case 0xd2 -> BigInteger.valueOf(in.getInt());
            case 0xd3 -> BigInteger.valueOf(in.getLong());
            default -> throw new Refused();
        };
    }

    private int smallInteger() {
        return integer().intValueExact();
    }

    /** Text; bytes are taken for text, too. */
    private String string() {
        int first = in.get() & 0xff;
        long length =
                switch (first) {
                    case 0xd9, 0xc4 -> in.get() & 0xff;
                    case 0xda, 0xc5 -> in.getShort() & 0xffff;
                    case 0xdb, 0xc6 -> in.getInt() & 0xffffffffL;
                    default -> {
                        check(first >= 0xa0 && first <= 0xbf);
                        yield first & 0x1f;
                    }
                };
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    /** The size of an array or a map. */
    private long size(int fix, int code16, int most) {
        int first = in.get() & 0xff;
        if (first == code16) {
            return in.getShort() & 0xffff;
        }
        if (first == code16 + 1) {
            int size = in.getInt();
            // More than 2^31 are refused, whatever follows.
            check(size >= 0);
            return size;
        }
        check(first >= fix && first <= fix + most);
        return first - fix;
    }

    private JsonNode value(int depth) {
        check(depth <= MAX_DEPTH);
        int first = peek();
        return switch (first) {
            case 0xc0 -> {
                in.get();
                yield NODES.nullNode();
            }
            case 0xc1 -> throw new Refused();
            case 0xc2, 0xc3 -> NODES.booleanNode(in.get() == (byte) 0xc3);
            case 0xc4, 0xc5, 0xc6 -> {
                in.get();
                yield new BinaryNode(bytes(length(first - 0xc4)));
            }
            case 0xc7, 0xc8, 0xc9, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> extension();
            case 0xca -> {
                in.get();
                yield NODES.numberNode((double) in.getFloat());
            }
            case 0xcb -> {
                in.get();
                yield NODES.numberNode(in.getDouble());
            }
            case 0xd9, 0xda, 0xdb -> NODES.stringNode(string());
            case 0xdc, 0xdd -> array(depth);
            case 0xde, 0xdf -> map(depth);
            default -> {
                if (first >= 0x80 && first <= 0x8f) {
                    yield map(depth);
                }
                if (first >= 0x90 && first <= 0x9f) {
                    yield array(depth);
                }
                yield first >= 0xa0 && first <= 0xbf
                        ? NODES.stringNode(string())
                        : number(integerHere());
            }
        };
    }

    private JsonNode array(int depth) {
        long size = size(0x90, 0xdc, 0x0f);
        ArrayNode array = NODES.arrayNode();
        for (long i = 0; i < size; i++) {
            array.add(value(depth + 1));
        }
        return array;
    }

    private JsonNode map(int depth) {
        long size = size(0x80, 0xde, 0x0f);
        ObjectNode map = NODES.objectNode();
        for (long i = 0; i < size; i++) {
            JsonNode key = value(depth + 1);
            check(!key.isContainer());
            map.set(key.isString() ? key.stringValue() : key.toString(), value(depth + 1));
        }
        return map;
    }

    private JsonNode extension() {
        byte[] data = extensionData();
        if (data[0] != -1) {
            return NODES.binaryNode(data, 1, data.length - 1);
        }
        ByteBuffer time = ByteBuffer.wrap(data, 1, data.length - 1);
        return NODES.stringNode(
                switch (time.remaining()) {
                    case 4 -> Instant.ofEpochSecond(time.getInt() & 0xffffffffL).toString();
                    case 8 -> {
                        long both = time.getLong();
                        yield Instant.ofEpochSecond(both & 0x3ffffffffL, both >>> 34).toString();
                    }
                    case 12 -> {
                        long nanos = time.getInt() & 0xffffffffL;
                        yield Instant.ofEpochSecond(time.getLong(), nanos).toString();
                    }
                    default -> throw new Refused();
                });
    }

    /** The type of an extension and then its data. */
    private byte[] extensionData() {
        int first = in.get() & 0xff;
        return bytes(1 + (first >= 0xd4 ? 1L << first - 0xd4 : length(first - 0xc7)));
    }

    private long length(int width) {
        return switch (width) {
            case 0 -> in.get() & 0xff;
            case 1 -> in.getShort() & 0xffff;
            default -> in.getInt() & 0xffffffffL;
        };
    }

    private static JsonNode number(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return NODES.numberNode(number.intValue());
        }
        return number.bitLength() < Long.SIZE
                ? NODES.numberNode(number.longValue())
                : NODES.numberNode(number);
    }

    /** Skips values, however deep they are. */
    private void skip(long count) {
        for (long missing = count; missing > 0; missing--) {
            int first = peek();
            if (first >= 0x80 && first <= 0x8f || first == 0xde || first == 0xdf) {
                missing += 2 * size(0x80, 0xde, 0x0f);
            } else if (first >= 0x90 && first <= 0x9f || first == 0xdc || first == 0xdd) {
                missing += size(0x90, 0xdc, 0x0f);
            } else {
                JsonNode unused = value(0);
            }
        }
    }

    private int peek() {
        check(in.hasRemaining());
        return in.get(in.position()) & 0xff;
    }

    private byte[] bytes(long length) {
        check(length <= in.remaining());
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new Refused();
        }
    }
}
