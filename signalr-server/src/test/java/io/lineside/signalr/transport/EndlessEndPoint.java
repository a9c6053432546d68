package io.lineside.signalr.transport;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.BufferUtil;

/** A socket whose client sends WebSocket pongs faster than they can be read. */
final class EndlessEndPoint extends ByteArrayEndPoint {

    /** A reader that reads as often as this would never stop. */
    static final int ENOUGH = 1_000;

    private static final byte[] PONG = {(byte) 0x8a, (byte) 0x80, 0, 0, 0, 0};

    private final Deque<Runnable> due = new ArrayDeque<>();
    private int fills;

    /** Runs what a selector would run next. */
    void goRound() {
        due.removeFirst().run();
    }

    int fills() {
        return fills;
    }

    @Override
    protected void execute(Runnable task) {
        due.add(task);
    }

    @Override
    public int fill(ByteBuffer into) {
        if (fills == ENOUGH) {
            return 0;
        }
        fills++;
        int before = into.remaining();
        while (BufferUtil.space(into) >= PONG.length) {
            BufferUtil.append(into, PONG);
        }
        return into.remaining() - before;
    }
}
