package io.lineside.signalr;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Judges by the clock what a connection owes: a socket, a handshake, a sign of life, the end of a
 * write, its own end. A client is timed out only once it has pinged, since a client that never
 * pings is allowed to be silent. Safe on any thread; a moment's disagreement between its fields
 * does no harm.
 */
final class Liveness {

    enum Verdict {
        FINE,
        PING,
        NEVER_CAME,
        STAYS_AWAY,
        NO_HANDSHAKE,
        SILENT,
        STUCK,
        WILL_NOT_CLOSE
    }

    /**
     * A negotiated connection that nobody uses is removed after this time. Source: ASP.NET Core's
     * disconnect timeout.
     */
    static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(15);

    private final HubOptions options;
    private final LongSupplier nanos;
    private volatile long enteredAt;
    private volatile long heardAt;
    private volatile long pingedAt;
    private volatile long writingSince;
    private volatile boolean writing;
    private volatile boolean clientPings;

    /**
     * @param nanos as {@link System#nanoTime}
     */
    Liveness(HubOptions options, LongSupplier nanos) {
        this.options = options;
        this.nanos = nanos;
        entered();
    }

    /** A new state has begun. */
    void entered() {
        long now = nanos.getAsLong();
        enteredAt = now;
        heardAt = now;
        pingedAt = now;
    }

    void heard() {
        heardAt = nanos.getAsLong();
    }

    /** The client has pinged: from now on it must not fall silent. */
    void pinged() {
        clientPings = true;
    }

    void writing() {
        writingSince = nanos.getAsLong();
        writing = true;
    }

    void wrote() {
        writing = false;
    }

    /**
     * @param paused the server itself has stopped reading: the client's silence is not its own
     */
    Verdict judge(Lifecycle.State state, boolean paused) {
        long now = nanos.getAsLong();
        if (writing && over(now, writingSince, options.writeTimeout())) {
            return Verdict.STUCK;
        }
        return switch (state) {
            case WAITING -> late(now, SOCKET_TIMEOUT, Verdict.NEVER_CAME);
            case AWAY -> late(now, SOCKET_TIMEOUT, Verdict.STAYS_AWAY);
            case HANDSHAKE -> late(now, options.handshakeTimeout(), Verdict.NO_HANDSHAKE);
            case OPEN -> open(now, paused);
            case CLOSING -> late(now, options.closeTimeout(), Verdict.WILL_NOT_CLOSE);
            case ENDED -> Verdict.FINE;
        };
    }

    private Verdict open(long now, boolean paused) {
        if (paused) {
            heardAt = now;
        } else if (clientPings && over(now, heardAt, options.clientTimeout())) {
            return Verdict.SILENT;
        }
        if (!over(now, pingedAt, options.keepAlive())) {
            return Verdict.FINE;
        }
        pingedAt = now;
        return Verdict.PING;
    }

    private Verdict late(long now, Duration allowed, Verdict verdict) {
        return over(now, enteredAt, allowed) ? verdict : Verdict.FINE;
    }

    private static boolean over(long now, long since, Duration allowed) {
        return now - since >= allowed.toNanos();
    }
}
