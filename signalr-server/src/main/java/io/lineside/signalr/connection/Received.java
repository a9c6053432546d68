package io.lineside.signalr.connection;

import io.lineside.signalr.protocol.ClientMessage;
import io.lineside.signalr.protocol.ProtocolException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Counts the messages of a client with stateful reconnect, so that a message which the client sends
 * again after it has come back is not taken twice. Source: HubProtocol.md, "Ack" and "Sequence",
 * and ASP.NET Core's MessageBuffer. Used by one thread at a time.
 */
final class Received {

    private static final Duration ACK_AFTER = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private long newest;
    private long incoming;
    private boolean lost;
    private boolean owed;
    private long owedSince;

    /**
     * @param nanos as {@link System#nanoTime}
     */
    Received(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** The client is on a new socket: no message is taken until {@link #continuesAt}. */
    void returned() {
        lost = true;
    }

    /**
     * The client announces the number of its next message.
     *
     * @throws ProtocolException messages before that number are missing
     */
    void continuesAt(long sequence) throws ProtocolException {
        if (sequence > newest + 1) {
            throw new ProtocolException(
                    "sequence %d follows %d: messages are missing".formatted(sequence, newest));
        }
        lost = false;
        incoming = sequence - 1;
    }

    /** Whether a message is to be taken: it has not come before, and its number is known. */
    boolean isNew(ClientMessage message) {
        if (lost) {
            return false;
        }
        if (!message.isNumbered()) {
            return true;
        }
        incoming++;
        if (!owed) {
            owed = true;
            owedSince = nanos.getAsLong();
        }
        boolean fresh = incoming > newest;
        newest = Math.max(newest, incoming);
        return fresh;
    }

    /** The number to acknowledge now, at most once a second; 0 for none. */
    long acknowledge() {
        if (!owed || lost || nanos.getAsLong() - owedSince < ACK_AFTER.toNanos()) {
            return 0;
        }
        owed = false;
        return newest;
    }
}
