package io.lineside.signalr.transport;

import io.lineside.signalr.protocol.Utf8;
import java.nio.ByteBuffer;

/**
 * Reads a client's frames (RFC 6455, 5), in whatever pieces they come. Payloads are passed on as
 * they come, so that a frame of any length needs no buffer. Used by one thread at a time.
 */
final class FrameReader {

    /** Takes what the frames contain. */
    interface Sink {
        /** A part of a message. */
        void data(ByteBuffer part);

        void ping(byte[] payload);

        /**
         * The client closes the socket.
         *
         * @param code {@link #NO_CODE} when the client gave none
         */
        void closed(int code);
    }

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xa;

    /** Stands for a close frame without a code: RFC 6455, 7.4.1. */
    static final int NO_CODE = 1005;

    private static final int MAX_HEAD = 14;
    private static final int MAX_CONTROL = 125;
    private static final int MASK_BYTES = 4;

    private final ByteBuffer head = ByteBuffer.allocate(MAX_HEAD);
    private final Utf8 utf8 = new Utf8();
    private boolean inPayload;
    private long left;
    private int mask;
    private int opcode;
    private boolean last;
    private boolean inMessage;
    private boolean text;
    private boolean over;
    private ByteBuffer control = ByteBuffer.allocate(0);

    /** Takes all of {@code data}, and changes it. What comes behind a close frame is dropped. */
    void feed(ByteBuffer data, Sink sink) throws WebSocketFault {
        while (!over && (inPayload || data.hasRemaining())) {
            if (!inPayload && !readHead(data)) {
                return;
            }
            int size = (int) Math.min(left, data.remaining());
            ByteBuffer part = data.slice(data.position(), size);
            data.position(data.position() + size);
            unmask(part);
            left -= size;
            payload(part, sink);
            if (left > 0) {
                return;
            }
            inPayload = false;
            ended(sink);
        }
        data.position(data.limit());
    }

    private boolean readHead(ByteBuffer data) throws WebSocketFault {
        while (data.hasRemaining()) {
            head.put(data.get());
            if (head.position() >= 2 && head.position() == headSize()) {
                begin();
                head.clear();
                return true;
            }
        }
        return false;
    }

    private int headSize() {
        return switch (head.get(1) & 0x7f) {
            case 126 -> 4 + MASK_BYTES;
            case 127 -> 10 + MASK_BYTES;
            default -> 2 + MASK_BYTES;
        };
    }

    private void begin() throws WebSocketFault {
        last = (head.get(0) & 0x80) != 0;
        opcode = head.get(0) & 0xf;
        left =
                switch (head.get(1) & 0x7f) {
                    case 126 -> head.getShort(2) & 0xffff;
                    case 127 -> head.getLong(2);
                    default -> head.get(1) & 0x7f;
                };
        mask = head.getInt(head.position() - MASK_BYTES);
        inPayload = true;
        check((head.get(0) & 0x70) == 0, "reserved bits are set");
        check((head.get(1) & 0x80) != 0, "a frame is not masked");
        check(left >= 0, "a frame is longer than 2^63");
        switch (opcode) {
            case TEXT, BINARY -> {
                check(!inMessage, "a message begins within another");
                inMessage = true;
                text = opcode == TEXT;
            }
            case CONTINUATION -> check(inMessage, "nothing is to be continued");
            case CLOSE, PING, PONG -> {
                check(last && left <= MAX_CONTROL, "a control frame is long or in parts");
                control = ByteBuffer.allocate((int) left);
            }
            default -> check(false, "opcode " + opcode + " is reserved");
        }
    }

    private void payload(ByteBuffer part, Sink sink) throws WebSocketFault {
        if (opcode >= CLOSE) {
            control.put(part);
            return;
        }
        if (text && !utf8.accepts(part)) {
            throw new WebSocketFault(WebSocketFault.NOT_UTF_8, "text is not UTF-8");
        }
        if (part.hasRemaining()) {
            sink.data(part);
        }
    }

    private void ended(Sink sink) throws WebSocketFault {
        switch (opcode) {
            case PING -> sink.ping(control.array());
            case PONG -> {}
            case CLOSE -> {
                check(control.capacity() != 1, "half a close code");
                boolean without = control.capacity() == 0;
                int code = without ? NO_CODE : control.getShort(0) & 0xffff;
                check(without || mayBeSent(code), "close code " + code + " must not be sent");
                over = true;
                sink.closed(code);
            }
            default -> {
                if (last && text && !utf8.isComplete()) {
                    throw new WebSocketFault(WebSocketFault.NOT_UTF_8, "text ends too early");
                }
                inMessage = !last;
            }
        }
    }

    /** Whether an endpoint may send this close code: RFC 6455, 7.4. */
    private static boolean mayBeSent(int code) {
        return code >= 1000 && code <= 1003
                || code >= 1007 && code <= 1014
                || code >= 3000 && code < 5000;
    }

    private void unmask(ByteBuffer part) {
        int i = 0;
        for (; i + Integer.BYTES <= part.limit(); i += Integer.BYTES) {
            part.putInt(i, part.getInt(i) ^ mask);
        }
        // An incomplete group of four bytes shifts the mask for the next part.
        int odd = part.limit() - i;
        for (int j = 0; j < odd; j++) {
            part.put(i + j, (byte) (part.get(i + j) ^ mask >>> 24 - 8 * j));
        }
        mask = Integer.rotateLeft(mask, 8 * odd);
    }

    private static void check(boolean holds, String fault) throws WebSocketFault {
        if (!holds) {
            throw new WebSocketFault(WebSocketFault.PROTOCOL_ERROR, fault);
        }
    }
}
