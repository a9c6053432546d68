package io.lineside.signalr.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server reads from a client's bytes.
 *
 * @param records the messages as bytes, the refused one too
 * @param messages what they mean
 * @param refusal why the rest was not taken; null when all was
 */
record ParsedInput(
        List<List<Byte>> records, List<ClientMessage> messages, @Nullable String refusal) {

    static final int MAX_BYTES = 2048;

    /** The most bytes that a length prefix may have. */
    private static final int MAX_PREFIX = 5;

    static ParsedInput in(HubProtocol protocol, List<ByteBuffer> pieces) {
        Splitter splitter = new Splitter(MAX_BYTES);
        splitter.speak(protocol);
        List<List<Byte>> records = new ArrayList<>();
        List<ClientMessage> messages = new ArrayList<>();
        int held = 0;
        for (ByteBuffer piece : pieces) {
            int before = records.size();
            held += piece.remaining();
            try {
                splitter.feed(
                        piece,
                        record -> {
                            records.add(boxed(record));
                            messages.add(protocol.parse(record));
                        });
            } catch (ProtocolException e) {
                return new ParsedInput(records, messages, e.getMessage());
            }
            for (List<Byte> record : records.subList(before, records.size())) {
                held -= record.size();
            }
            int prefixes = MAX_PREFIX * records.size();
            if (held > MAX_BYTES + prefixes + MAX_PREFIX) {
                throw new AssertionError("more is held than a message may have: " + held);
            }
        }
        return new ParsedInput(records, messages, null);
    }

    static byte[] bytes(List<Byte> record) {
        byte[] bytes = new byte[record.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = record.get(i);
        }
        return bytes;
    }

    private static List<Byte> boxed(byte[] record) {
        List<Byte> boxed = new ArrayList<>(record.length);
        for (byte each : record) {
            boxed.add(each);
        }
        return boxed;
    }
}
