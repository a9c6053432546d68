package io.lineside.signalr.transport;

import io.lineside.signalr.fuzz.JavaUtf8;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads frames that have come whole, from RFC 6455 and with Java's own UTF-8. */
final class PlainFrames {

    /** The frames end, in good order or with a fault. */
    private static final class End extends Exception {
        private static final long serialVersionUID = 1;
        private final int fault;

        End(int fault) {
            super("fault " + fault);
            this.fault = fault;
        }
    }

    private static final HexFormat HEX = HexFormat.of();
    private static final int NO_FAULT = 0;

    private final byte[] bytes;
    private final FrameTrace trace = new FrameTrace();
    private final JavaUtf8 utf8 = new JavaUtf8();
    private int at;
    private boolean inMessage;
    private boolean text;

    private PlainFrames(byte[] bytes) {
        this.bytes = bytes;
    }

    static FrameTrace read(byte[] bytes) {
        PlainFrames frames = new PlainFrames(bytes);
        try {
            while (true) {
                frames.frame();
            }
        } catch (End e) {
            frames.trace.fault(e.fault);
            return frames.trace;
        }
    }

    private void frame() throws End {
        need(2);
        int first = bytes[at] & 0xff;
        int second = bytes[at + 1] & 0xff;
        int width = (second & 0x7f) == 126 ? 2 : (second & 0x7f) == 127 ? 8 : 0;
        need(2 + width + 4);
        BigInteger length =
                width == 0
                        ? BigInteger.valueOf(second & 0x7f)
                        : new BigInteger(1, Arrays.copyOfRange(bytes, at + 2, at + 2 + width));
        byte[] mask = Arrays.copyOfRange(bytes, at + 2 + width, at + 6 + width);
        at += 6 + width;
        boolean last = first >= 0x80;
        int opcode = first & 0xf;
        rule((first & 0x70) == 0 && second >= 0x80 && length.bitLength() < 64);
        if (opcode < 8) {
            rule(opcode <= 2 && inMessage == (opcode == 0));
            text = opcode == 0 ? text : opcode == 1;
            data(length, mask);
            if (last && text && !utf8.isComplete()) {
                throw new End(WebSocketFault.NOT_UTF_8);
            }
            inMessage = !last;
        } else {
            rule(opcode <= 10 && last && length.intValue() <= 125 && length.bitLength() < 8);
            control(opcode, length.intValue(), mask);
        }
    }

    private void data(BigInteger length, byte[] mask) throws End {
        for (long i = 0; i < length.longValue(); i++) {
            need(1);
            byte each = (byte) (bytes[at++] ^ mask[(int) (i % 4)]);
            if (text && !utf8.accepts(each)) {
                throw new End(WebSocketFault.NOT_UTF_8);
            }
            trace.add("data " + HEX.toHexDigits(each));
        }
    }

    private void control(int opcode, int length, byte[] mask) throws End {
        need(length);
        byte[] payload = Arrays.copyOfRange(bytes, at, at + length);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % 4];
        }
        at += length;
        if (opcode == 9) {
            trace.add("ping " + HEX.formatHex(payload));
        } else if (opcode == 8) {
            rule(length != 1);
            int code = length == 0 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
            boolean defined = code >= 1000 && code <= 1014 && code != 1004 && code != 1006;
            rule(defined || code >= 3000 && code <= 4999);
            // 1005 means that no code was given, so a client must not send it.
            rule(length == 0 || code != 1005);
            trace.add("goodbye " + code);
            throw new End(NO_FAULT);
        }
    }

    private void need(int count) throws End {
        if (bytes.length - at < count) {
            throw new End(NO_FAULT);
        }
    }

    private static void rule(boolean holds) throws End {
        if (!holds) {
            throw new End(WebSocketFault.PROTOCOL_ERROR);
        }
    }
}
