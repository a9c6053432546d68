package io.lineside.signalr.transport;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What frames contained, byte by byte, and the fault with which they ended. */
final class FrameTrace implements FrameReader.Sink {

    private final List<String> events = new ArrayList<>();
    private int fault;

    static FrameTrace of(List<ByteBuffer> pieces) {
        FrameTrace trace = new FrameTrace();
        FrameReader reader = new FrameReader();
        try {
            for (ByteBuffer piece : pieces) {
                reader.feed(piece, trace);
                if (piece.hasRemaining()) {
                    throw new AssertionError("bytes are left");
                }
            }
        } catch (WebSocketFault e) {
            trace.fault(e.code());
        }
        return trace;
    }

    void add(String event) {
        events.add(event);
    }

    void fault(int code) {
        fault = code;
    }

    int fault() {
        return fault;
    }

    List<String> events() {
        return events;
    }

    @Override
    public void data(ByteBuffer part) {
        while (part.hasRemaining()) {
            add("data " + HexFormat.of().toHexDigits(part.get()));
        }
    }

    @Override
    public void ping(byte[] payload) {
        add("ping " + HexFormat.of().formatHex(payload));
    }

    @Override
    public void closed(int code) {
        add("goodbye " + code);
    }
}
