package io.lineside.signalr.connection;

import io.lineside.signalr.HubOptions;
import io.lineside.signalr.delivery.WriteTimer;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Judges by the clock whether a connection is overdue with its socket, its handshake, a sign of
 * life, the end of a write, or its own end. A client can time out only after its first ping, since
 * a client that never pings is allowed to be silent. Safe on any thread; a moment's disagreement
 * between its fields does no harm.
 */
final class Liveness {

    enum Verdict {
        FINE,
        /** The client should be pinged now. */
        PING,
        /** No socket has come after the negotiation. */
        NEVER_CAME,
        /** The client has not come back on another socket. */
        STAYS_AWAY,
        NO_HANDSHAKE,
        SILENT,
        /** A write does not end. */
        STUCK,
        WILL_NOT_CLOSE
    }

    private final HubOptions options;
    private final WriteTimer writes;
    private final LongSupplier nanos;
    private volatile long enteredAt;
    private volatile long receivedAt;
    private volatile long pingedAt;
    private volatile boolean clientPings;

    /**
     * @param writes times the writes to this client
     * @param nanos as {@link System#nanoTime}
     */
    Liveness(HubOptions options, WriteTimer writes, LongSupplier nanos) {
        this.options = options;
        this.writes = writes;
        this.nanos = nanos;
        entered();
    }

    /** The connection has entered a new state. */
    void entered() {
        long now = nanos.getAsLong();
        enteredAt = now;
        receivedAt = now;
        pingedAt = now;
    }

    /** The client has sent something. */
    void received() {
        receivedAt = nanos.getAsLong();
    }

    /** The client has pinged: from now on it must not be silent. */
    void pinged() {
        clientPings = true;
    }

    /**
     * @param paused whether the server itself has stopped reading, so that silence is not the
     *     client's fault
     */
    Verdict judge(Lifecycle.State state, boolean paused) {
        long now = nanos.getAsLong();
        if (writes.isOver(options.writeTimeout(), now)) {
            return Verdict.STUCK;
        }
        return switch (state) {
            case WAITING -> overdue(now, ServerConnection.SOCKET_TIMEOUT, Verdict.NEVER_CAME);
            case AWAY -> overdue(now, ServerConnection.SOCKET_TIMEOUT, Verdict.STAYS_AWAY);
            case HANDSHAKE -> overdue(now, options.handshakeTimeout(), Verdict.NO_HANDSHAKE);
            case OPEN -> open(now, paused);
            case CLOSING -> overdue(now, options.closeTimeout(), Verdict.WILL_NOT_CLOSE);
            case ENDED -> Verdict.FINE;
        };
    }

    private Verdict open(long now, boolean paused) {
        if (paused) {
            receivedAt = now;
        } else if (clientPings && over(now, receivedAt, options.clientTimeout())) {
            return Verdict.SILENT;
        }
        if (!over(now, pingedAt, options.keepAlive())) {
            return Verdict.FINE;
        }
        pingedAt = now;
        return Verdict.PING;
    }

    private Verdict overdue(long now, Duration allowed, Verdict verdict) {
        return over(now, enteredAt, allowed) ? verdict : Verdict.FINE;
    }

    private static boolean over(long now, long since, Duration allowed) {
        return now - since >= allowed.toNanos();
    }
}
