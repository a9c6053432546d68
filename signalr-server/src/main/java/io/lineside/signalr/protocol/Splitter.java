package io.lineside.signalr.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts what a client sends into messages, however frames and requests divide the bytes. Holds at
 * most one unfinished message of bounded size, and no buffer between messages. Used by one thread
 * at a time.
 */
public final class Splitter {

    /** Takes one message, without its end mark or length. */
    @FunctionalInterface
    public interface Sink {
        void record(byte[] record) throws ProtocolException;
    }

    private static final byte[] NOTHING = new byte[0];

    private final int maxBytes;
    // A handshake ends as a JSON message does, whatever protocol follows.
    private HubProtocol protocol = HubProtocol.JSON;
    private byte[] held = NOTHING;
    private int length;
    private int seen;

    /**
     * @param maxBytes the size of the largest message, its end mark or length included
     */
    public Splitter(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** From the next message on they end as this protocol has it; may be called by the sink. */
    public void speak(HubProtocol protocol) {
        this.protocol = protocol;
    }

    /** Forgets an unfinished message. */
    public void clear() {
        held = NOTHING;
        length = 0;
        seen = 0;
    }

    /**
     * Takes all of {@code data}; does not keep the buffer.
     *
     * @throws ProtocolException a message is too large, or has a wrong length, or the sink threw it
     */
    public void feed(ByteBuffer data, Sink sink) throws ProtocolException {
        append(data);
        int from = 0;
        while (from < length) {
            HubProtocol.Extent extent = protocol.extent(held, from, seen, length);
            if (extent.next() - from > maxBytes) {
                throw new ProtocolException("a message is larger than " + maxBytes + " bytes");
            }
            if (extent.end() < 0) {
                break;
            }
            byte[] record = Arrays.copyOfRange(held, extent.start(), extent.end());
            from = (int) extent.next();
            seen = from;
            sink.record(record);
        }
        keep(from);
    }

    private void append(ByteBuffer data) {
        int all = length + data.remaining();
        if (held.length < all) {
            held = Arrays.copyOf(held, length == 0 ? all : Math.max(all, 2 * held.length));
        }
        data.get(held, length, data.remaining());
        length = all;
    }

    private void keep(int from) {
        if (from == length) {
            clear();
        } else {
            System.arraycopy(held, from, held, 0, length - from);
            length -= from;
            seen = length;
        }
    }
}
