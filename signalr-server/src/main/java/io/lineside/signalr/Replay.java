package io.lineside.signalr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What has been sent under stateful reconnect and not been acknowledged: sent again to a client
 * that comes back on a new socket. Bounded in bytes; the message that passes the bound is the last.
 * Not safe for several threads.
 */
final class Replay {

    private final int maxBytes;
    private final Deque<Encoded> unacknowledged = new ArrayDeque<>();
    private long first = 1;
    private int bytes;

    Replay(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    void sent(Encoded message) {
        unacknowledged.add(message);
        bytes += message.size();
    }

    /** All up to this number have arrived; numbers not given out yet say no more than that. */
    void acknowledged(long sequence) {
        while (first <= sequence && !unacknowledged.isEmpty()) {
            bytes -= unacknowledged.remove().size();
            first++;
        }
    }

    /** Whether numbered messages have to wait for an acknowledgement. */
    boolean isFull() {
        return bytes >= maxBytes;
    }

    /**
     * What a client is told that has come back: the number of the first message that follows, which
     * is the first it may have missed (the code of ASP.NET Core, against HubProtocol.md), and the
     * messages.
     */
    List<Encoded> again(HubProtocol protocol) {
        List<Encoded> again = new ArrayList<>();
        again.add(protocol.encode(new ServerMessage.Sequence(first)));
        again.addAll(unacknowledged);
        return again;
    }
}
