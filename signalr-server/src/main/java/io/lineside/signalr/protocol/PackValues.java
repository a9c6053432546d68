package io.lineside.signalr.protocol;

import java.io.IOException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;
import org.msgpack.core.MessageUnpacker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts values between MessagePack and Jackson's tree. Bytes stay bytes; a timestamp becomes its
 * ISO 8601 text, and an unknown extension becomes its bytes.
 */
final class PackValues {

    private static final int MAX_DEPTH = 100;
    private static final byte TIMESTAMP = MessagePack.Code.EXT_TIMESTAMP;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private PackValues() {}

    static JsonNode tree(@Nullable Object value) {
        return value == null ? NODES.nullNode() : MAPPER.valueToTree(value);
    }

    static List<JsonNode> trees(@Nullable Object[] values) {
        return Arrays.stream(values).map(PackValues::tree).toList();
    }

    static JsonNode json(byte[] json) {
        return MAPPER.readTree(json);
    }

    static void write(MessagePacker pack, JsonNode value) throws IOException {
        switch (value.getNodeType()) {
            case OBJECT -> {
                pack.packMapHeader(value.size());
                for (Map.Entry<String, JsonNode> each : value.properties()) {
                    pack.packString(each.getKey());
                    write(pack, each.getValue());
                }
            }
            case ARRAY -> {
                pack.packArrayHeader(value.size());
                for (JsonNode each : value) {
                    write(pack, each);
                }
            }
            case STRING -> pack.packString(value.stringValue());
            case BINARY -> {
                byte[] bytes = value.binaryValue();
                pack.packBinaryHeader(bytes.length).writePayload(bytes);
            }
            case BOOLEAN -> pack.packBoolean(value.booleanValue());
            case NUMBER -> writeNumber(pack, value);
            case NULL, MISSING -> pack.packNil();
            case POJO -> throw new IOException("cannot be written: " + value.getNodeType());
        }
    }

    private static void writeNumber(MessagePacker pack, JsonNode number) throws IOException {
        switch (number.numberType()) {
            case INT, LONG -> pack.packLong(number.longValue());
            case BIG_INTEGER -> writeBig(pack, number.bigIntegerValue());
            case FLOAT -> pack.packFloat(number.floatValue());
            case DOUBLE, BIG_DECIMAL -> pack.packDouble(number.doubleValue());
        }
    }

    private static void writeBig(MessagePacker pack, BigInteger number) throws IOException {
        if (number.bitLength() > 64 || number.signum() < 0 && number.bitLength() > 63) {
            pack.packDouble(number.doubleValue());
        } else {
            pack.packBigInteger(number);
        }
    }

    /**
     * Reads one value.
     *
     * @param end how many bytes the message has: a value that claims to be longer is refused before
     *     memory is taken for it
     */
    static JsonNode read(MessageUnpacker pack, int end) throws IOException, ProtocolException {
        return read(pack, end, 0);
    }

    private static JsonNode read(MessageUnpacker pack, int end, int depth)
            throws IOException, ProtocolException {
        if (depth > MAX_DEPTH) {
            throw new ProtocolException("values are nested more than " + MAX_DEPTH + " deep");
        }
        return switch (pack.getNextFormat().getValueType()) {
            case NIL -> {
                pack.unpackNil();
                yield NODES.nullNode();
            }
            case BOOLEAN -> NODES.booleanNode(pack.unpackBoolean());
            case INTEGER -> integer(pack.unpackBigInteger());
            case FLOAT -> NODES.numberNode(pack.unpackDouble());
            case STRING -> NODES.stringNode(pack.unpackString());
            case BINARY -> NODES.binaryNode(bytes(pack, end, pack.unpackBinaryHeader()));
            case ARRAY -> array(pack, end, depth);
            case MAP -> map(pack, end, depth);
            case EXTENSION -> extension(pack, end);
        };
    }

    private static JsonNode integer(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return NODES.numberNode(number.intValue());
        }
        return number.bitLength() < Long.SIZE
                ? NODES.numberNode(number.longValue())
                : NODES.numberNode(number);
    }

    private static JsonNode array(MessageUnpacker pack, int end, int depth)
            throws IOException, ProtocolException {
        ArrayNode array = NODES.arrayNode();
        int size = bounded(pack.unpackArrayHeader());
        for (int i = 0; i < size; i++) {
            array.add(read(pack, end, depth + 1));
        }
        return array;
    }

    private static JsonNode map(MessageUnpacker pack, int end, int depth)
            throws IOException, ProtocolException {
        ObjectNode object = NODES.objectNode();
        int size = bounded(pack.unpackMapHeader());
        for (int i = 0; i < size; i++) {
            JsonNode key = read(pack, end, depth + 1);
            // Keys within keys would double the escapes of their quotes at every level.
            if (key.isContainer()) {
                throw new ProtocolException("a key is an array or a map");
            }
            object.set(
                    key.isString() ? key.stringValue() : key.toString(),
                    read(pack, end, depth + 1));
        }
        return object;
    }

    private static JsonNode extension(MessageUnpacker pack, int end)
            throws IOException, ProtocolException {
        ExtensionTypeHeader header = pack.unpackExtensionTypeHeader();
        if (header.getType() != TIMESTAMP) {
            return NODES.binaryNode(bytes(pack, end, header.getLength()));
        }
        try {
            return NODES.stringNode(pack.unpackTimestamp(header).toString());
        } catch (DateTimeException | ArithmeticException e) {
            throw new ProtocolException("a timestamp is out of range");
        }
    }

    /**
     * Skips values. The library's own method counts in 32 bits, so that a message could claim more
     * values than it can count.
     */
    static void skip(MessageUnpacker pack, int end, long count)
            throws IOException, ProtocolException {
        for (long left = count; left > 0; left--) {
            switch (pack.getNextFormat().getValueType()) {
                case ARRAY -> left += bounded(pack.unpackArrayHeader());
                case MAP -> left += 2L * bounded(pack.unpackMapHeader());
                case NIL, BOOLEAN, INTEGER, FLOAT, STRING, BINARY, EXTENSION -> {
                    JsonNode unused = read(pack, end);
                }
            }
        }
    }

    private static byte[] bytes(MessageUnpacker pack, int end, int length)
            throws IOException, ProtocolException {
        if (length < 0 || length > end - pack.getTotalReadBytes()) {
            throw new ProtocolException("bytes are claimed that have not come");
        }
        return pack.readPayload(length);
    }

    /** Refuses a size of 2^31 or more, which the library returns as a negative number. */
    static int bounded(int size) throws ProtocolException {
        if (size < 0) {
            throw new ProtocolException("a size of more than 2^31 is not taken");
        }
        return size;
    }
}
