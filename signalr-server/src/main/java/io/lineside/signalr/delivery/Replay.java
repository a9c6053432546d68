package io.lineside.signalr.delivery;

import io.lineside.signalr.protocol.Encoded;
import io.lineside.signalr.protocol.HubProtocol;
import io.lineside.signalr.protocol.ServerMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The messages that were sent under stateful reconnect and have not been acknowledged. They are
 * sent again to a client that comes back on a new socket. Bounded in bytes; the message that passes
 * the bound is the last one taken. Not safe for several threads.
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

    /** All messages up to this number have arrived; it may be higher than any that was sent. */
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
     * The messages for a client that has come back: first a sequence message with the number of the
     * first message that it may have missed (so the code of ASP.NET Core, other than
     * HubProtocol.md), then the messages from that number on.
     */
    List<Encoded> again(HubProtocol protocol) {
        List<Encoded> again = new ArrayList<>();
        again.add(protocol.encode(new ServerMessage.Sequence(first)));
        again.addAll(unacknowledged);
        return again;
    }
}
