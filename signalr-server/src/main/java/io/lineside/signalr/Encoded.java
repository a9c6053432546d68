package io.lineside.signalr;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One message as bytes that are shared by all who are sent it and never changed: a WebSocket frame
 * (RFC 6455, 5.2), whose payload is the message as the other transports send it.
 *
 * @param framed the whole frame
 * @param head where the payload begins
 * @param numbered whether stateful reconnect counts it
 */
record Encoded(byte[] framed, int head, boolean numbered) implements Backlog.Entry {

    private static final int LAST = 0x80;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int SHORT = 126;
    private static final int LONG = 127;

    static Encoded text(byte[] payload, boolean numbered) {
        return frame(TEXT, payload, numbered);
    }

    static Encoded text(String payload) {
        return frame(TEXT, payload.getBytes(StandardCharsets.UTF_8), false);
    }

    static Encoded binary(byte[] payload, boolean numbered) {
        return frame(BINARY, payload, numbered);
    }

    /** A frame that is no message: ping, pong or close. */
    static Encoded control(int opcode, byte[] payload) {
        return frame(opcode, payload, false);
    }

    /** The handshake's answer is JSON, in the kind of frame that its protocol uses. */
    Encoded as(HubProtocol protocol) {
        return protocol.isBinary() ? binary(payload(), numbered) : this;
    }

    int size() {
        return framed.length;
    }

    int payloadSize() {
        return framed.length - head;
    }

    /** A copy. */
    byte[] payload() {
        return java.util.Arrays.copyOfRange(framed, head, framed.length);
    }

    void payloadInto(ByteBuffer to) {
        to.put(framed, head, framed.length - head);
    }

    private static Encoded frame(int opcode, byte[] payload, boolean numbered) {
        int length = payload.length;
        int head = length < SHORT ? 2 : length <= 0xffff ? 4 : 10;
        ByteBuffer frame = ByteBuffer.allocate(head + length).put((byte) (LAST | opcode));
        switch (head) {
            case 2 -> frame.put((byte) length);
            case 4 -> frame.put((byte) SHORT).putShort((short) length);
            default -> frame.put((byte) LONG).putLong(length);
        }
        return new Encoded(frame.put(payload).array(), head, numbered);
    }
}
