package io.lineside.signalr.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One message as bytes, which all its receivers share and nobody changes: a WebSocket frame (RFC
 * 6455, 5.2), whose payload is the message as the other transports send it.
 *
 * @param framed the whole frame
 * @param head where the payload begins in it
 * @param numbered whether stateful reconnect numbers the message
 */
public record Encoded(byte[] framed, int head, boolean numbered) {

    private static final int LAST = 0x80;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int SHORT = 126;
    private static final int LONG = 127;

    /** A message of a text protocol. */
    public static Encoded text(byte[] payload, boolean numbered) {
        return frame(TEXT, payload, numbered);
    }

    /** A message of a text protocol that is not numbered. */
    public static Encoded text(String payload) {
        return frame(TEXT, payload.getBytes(StandardCharsets.UTF_8), false);
    }

    /** A message of a binary protocol. */
    static Encoded binary(byte[] payload, boolean numbered) {
        return frame(BINARY, payload, numbered);
    }

    /** A WebSocket frame that is no message: ping, pong or close. */
    public static Encoded control(int opcode, byte[] payload) {
        return frame(opcode, payload, false);
    }

    /** The same payload in the kind of frame that a protocol uses: for the handshake's answer. */
    public Encoded as(HubProtocol protocol) {
        return protocol.isBinary() ? binary(payload(), numbered) : this;
    }

    /** Bytes, the frame's head included. */
    public int size() {
        return framed.length;
    }

    /** Bytes of the message itself. */
    public int payloadSize() {
        return framed.length - head;
    }

    /** A copy of the message itself. */
    public byte[] payload() {
        return Arrays.copyOfRange(framed, head, framed.length);
    }

    public void payloadInto(ByteBuffer to) {
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
