package io.lineside.signalr;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts what a client sends into messages, each ended by 0x1E, however WebSocket frames divide them.
 * Holds at most one unfinished message of bounded size. Used by one thread at a time.
 */
final class RecordSplitter {

    /** Takes one message, its end mark taken off. */
    @FunctionalInterface
    interface Sink {
        void record(byte[] record) throws ProtocolException;
    }

    private static final byte[] NOTHING = new byte[0];

    private final int maxBytes;
    private byte[] held = NOTHING;
    private int length;

    RecordSplitter(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes all of {@code data}; keeps nothing of the buffer itself. */
    void feed(ByteBuffer data, Sink sink) throws ProtocolException {
        while (data.hasRemaining()) {
            int end = endOf(data);
            int part = (end < 0 ? data.limit() : end) - data.position();
            // An unfinished message still needs room for its end mark.
            if (length + part + 1 > maxBytes) {
                throw new ProtocolException("a message is larger than " + maxBytes + " bytes");
            }
            if (end < 0) {
                hold(data, part);
                return;
            }
            byte[] record = new byte[length + part];
            System.arraycopy(held, 0, record, 0, length);
            data.get(record, length, part);
            data.get();
            held = NOTHING;
            length = 0;
            sink.record(record);
        }
    }

    private void hold(ByteBuffer data, int part) {
        if (held.length < length + part) {
            int grown = Math.min(maxBytes, Math.max(256, 2 * (length + part)));
            held = Arrays.copyOf(held, grown);
        }
        data.get(held, length, part);
        length += part;
    }

    private static int endOf(ByteBuffer data) {
        for (int i = data.position(); i < data.limit(); i++) {
            if (data.get(i) == JsonProtocol.END) {
                return i;
            }
        }
        return -1;
    }
}
