package io.lineside.signalr;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Counts what a client has sent under stateful reconnect, so that what it sends again after it came
 * back is not taken twice. Source: HubProtocol.md, "Ack" and "Sequence", and ASP.NET Core's
 * MessageBuffer. Used by one thread at a time.
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

    /** The client is on a new socket: nothing counts until it has said where it begins. */
    void returned() {
        lost = true;
    }

    /**
     * The client says which number comes next.
     *
     * @throws ProtocolException messages between are missing
     */
    void continuesAt(long sequence) throws ProtocolException {
        if (sequence > newest + 1) {
            throw new ProtocolException(
                    "sequence %d follows %d: messages are missing".formatted(sequence, newest));
        }
        lost = false;
        incoming = sequence - 1;
    }

    /** Whether a message is to be taken: not one that came before, nor one of unknown number. */
    boolean isNew(HubMessage message) {
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

    /** The number to acknowledge, at most once a second; 0 when nothing is owed. */
    long acknowledge() {
        if (!owed || lost || nanos.getAsLong() - owedSince < ACK_AFTER.toNanos()) {
            return 0;
        }
        owed = false;
        return newest;
    }
}
