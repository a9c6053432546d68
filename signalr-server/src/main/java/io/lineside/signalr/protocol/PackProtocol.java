package io.lineside.signalr.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessagePacker;
import org.msgpack.core.MessageUnpacker;
import tools.jackson.databind.JsonNode;

/**
 * The MessagePack hub protocol: each message is an array, and before it comes its length, with
 * seven bits in each byte. Source: ASP.NET Core, HubProtocol.md, "MessagePack (MsgPack) encoding".
 */
final class PackProtocol implements HubProtocol {

    private static final int MAX_LENGTH_BYTES = 5;

    /** What a completion carries; the third part of its array says which. */
    static final int ERROR = 1;

    static final int VOID = 2;
    static final int VALUE = 3;

    private static final Encoded PING = Encoded.binary(new byte[] {2, (byte) 0x91, 6}, false);

    private interface Body {
        void write(MessagePacker pack) throws IOException;
    }

    @Override
    public String name() {
        return "messagepack";
    }

    @Override
    public boolean isBinary() {
        return true;
    }

    @Override
    public Encoded ping() {
        return PING;
    }

    @Override
    public Encoded encode(ServerMessage message) {
        byte[] body =
                switch (message) {
                    case ServerMessage.Invocation(String id, String target, Object[] arguments) ->
                            invocation(id, target, PackValues.trees(arguments));
                    case ServerMessage.RawInvocation(String target, byte[] argument) ->
                            invocation(null, target, List.of(PackValues.json(argument)));
                    case ServerMessage.StreamItem(String id, Object item) ->
                            write(
                                    4,
                                    2,
                                    pack -> {
                                        packNoHeaders(pack).packString(id);
                                        PackValues.write(pack, PackValues.tree(item));
                                    });
                    case ServerMessage.Result(String id, Object result) ->
                            completion(
                                    id,
                                    VALUE,
                                    pack -> PackValues.write(pack, PackValues.tree(result)));
                    case ServerMessage.Failure(String id, String error) ->
                            completion(id, ERROR, pack -> pack.packString(error));
                    case ServerMessage.StreamEnd(String id) ->
                            write(4, 3, pack -> packNoHeaders(pack).packString(id).packInt(VOID));
                    case ServerMessage.Ping() -> write(1, 6, pack -> {});
                    case ServerMessage.Close(String error, boolean allowReconnect) ->
                            write(3, 7, pack -> packText(pack, error).packBoolean(allowReconnect));
                    case ServerMessage.Ack(long sequence) ->
                            write(2, 8, pack -> pack.packLong(sequence));
                    case ServerMessage.Sequence(long sequence) ->
                            write(2, 9, pack -> pack.packLong(sequence));
                };
        return Encoded.binary(prefixed(body), message.isNumbered());
    }

    private static byte[] invocation(@Nullable String id, String target, List<JsonNode> arguments) {
        return write(
                6,
                1,
                pack -> {
                    packText(packNoHeaders(pack), id).packString(target);
                    pack.packArrayHeader(arguments.size());
                    for (JsonNode argument : arguments) {
                        PackValues.write(pack, argument);
                    }
                    pack.packArrayHeader(0);
                });
    }

    private static byte[] completion(String id, int kind, Body body) {
        return write(
                5,
                3,
                pack -> {
                    packNoHeaders(pack).packString(id).packInt(kind);
                    body.write(pack);
                });
    }

    private static MessagePacker packNoHeaders(MessagePacker pack) throws IOException {
        return pack.packMapHeader(0);
    }

    private static MessagePacker packText(MessagePacker pack, @Nullable String text)
            throws IOException {
        return text == null ? pack.packNil() : pack.packString(text);
    }

    private static byte[] write(int size, int type, Body body) {
        try (MessageBufferPacker pack = MessagePack.newDefaultBufferPacker()) {
            pack.packArrayHeader(size).packInt(type);
            body.write(pack);
            return pack.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("written to memory", e);
        }
    }

    private static byte[] prefixed(byte[] body) {
        int prefix = 1;
        for (int left = body.length >>> 7; left > 0; left >>>= 7) {
            prefix++;
        }
        byte[] message = new byte[prefix + body.length];
        int left = body.length;
        for (int i = 0; i < prefix; i++) {
            message[i] = (byte) (i == prefix - 1 ? left : left & 0x7f | 0x80);
            left >>>= 7;
        }
        System.arraycopy(body, 0, message, prefix, body.length);
        return message;
    }

    @Override
    public Extent extent(byte[] data, int from, int seen, int to) throws ProtocolException {
        long length = 0;
        for (int i = 0; i < MAX_LENGTH_BYTES; i++) {
            if (from + i >= to) {
                return new Extent(from, -1, to + 1L);
            }
            byte each = data[from + i];
            length |= (long) (each & 0x7f) << 7 * i;
            if (each >= 0) {
                long end = from + i + 1 + length;
                return new Extent(from + i + 1, end <= to ? (int) end : -1, end);
            }
        }
        throw new ProtocolException("the length of a message has more than five bytes");
    }

    @Override
    public ClientMessage parse(byte[] record) throws ProtocolException {
        try (MessageUnpacker pack = MessagePack.newDefaultUnpacker(record)) {
            int size = pack.unpackArrayHeader();
            ClientMessage message = new PackMessageReader(pack, record.length, size).message();
            if (pack.getTotalReadBytes() != record.length
                    && !(message instanceof ClientMessage.Ignored)) {
                throw new ProtocolException("more follows than the message has");
            }
            return message;
        } catch (MessagePackException | IOException e) {
            throw new ProtocolException("not MessagePack: " + e.getMessage());
        }
    }
}
