package io.lineside.signalr.connection;

import io.lineside.signalr.HubTransport;
import io.lineside.signalr.delivery.Outlet;
import org.jspecify.annotations.Nullable;

/**
 * The state of a connection between its negotiation and its end, and the socket it is on. States
 * only go forward, except that a client may be away and come back. Safe on any thread.
 *
 * <pre>
 *   WAITING ─ socket ─▶ HANDSHAKE ─ handshake ─▶ OPEN ◀─ another socket ─ AWAY
 *      │                    │                    │  └──── socket lost ──▶  │
 *      │                    └──── close ────▶ CLOSING ◀─── close           │
 *      └──────────────────────────▶ ENDED ◀──── written, or lost ──────────┘
 * </pre>
 */
final class Lifecycle {

    enum State {
        /** Negotiated, or about to be upgraded; no socket yet. */
        WAITING,
        /** There is a socket, but no handshake yet. */
        HANDSHAKE,
        OPEN,
        /** The socket is gone, and the client may come back on another: stateful reconnect. */
        AWAY,
        /** The messages that wait are written, then the connection ends. */
        CLOSING,
        ENDED
    }

    /** What the arrival of a socket means for the connection. */
    sealed interface Arrival {
        /** The connection has its first socket. */
        record First() implements Arrival {}

        /** The client is back on another socket; the old one may still be there. */
        record Return(@Nullable Transport old) implements Arrival {}

        /** The connection takes no socket. */
        record Unwanted() implements Arrival {}
    }

    /** What the loss of a socket means for the connection. */
    enum Loss {
        /** Nothing: the connection is on another socket. */
        NONE,
        /** The client may come back on another socket. */
        AWAY,
        /** The connection has to end. */
        END
    }

    private final Object lock = new Object();
    private final Liveness liveness;
    private volatile State state = State.WAITING;
    private volatile @Nullable Transport transport;
    private volatile @Nullable HubTransport kind;
    private boolean mayComeBack;
    private boolean saidGoodbye;
    private @Nullable String reason;

    /**
     * @param liveness times the states
     */
    Lifecycle(Liveness liveness) {
        this.liveness = liveness;
    }

    State state() {
        return state;
    }

    /** How the client is connected; null while it is not. */
    @Nullable Transport transport() {
        return transport;
    }

    /** Why the connection closed or ended; null for an end in good order. */
    @Nullable String reason() {
        synchronized (lock) {
            return reason;
        }
    }

    /** Whether the client may come back on another socket. */
    boolean mayComeBack() {
        synchronized (lock) {
            return mayComeBack;
        }
    }

    /** How the client is or will be connected; null while no socket has claimed the connection. */
    @Nullable HubTransport kind() {
        return kind;
    }

    /**
     * Claims the connection for a socket. The kind of the first claim stays for good.
     *
     * @return false when another socket has claimed it, or the kind is another
     */
    boolean reserve(HubTransport wanted) {
        synchronized (lock) {
            boolean first = kind == null;
            boolean free = first && state == State.WAITING || mayComeBack && kind == wanted;
            if (first) {
                kind = wanted;
            }
            return free;
        }
    }

    /**
     * A socket is open: the first one, or one that takes the place of the one before.
     *
     * @param connected run if the socket is taken, before another can take its place
     */
    Arrival attached(Transport to, Runnable connected) {
        synchronized (lock) {
            boolean first = state == State.WAITING;
            if (!first && !mayComeBack) {
                return new Arrival.Unwanted();
            }
            Transport old = transport;
            transport = to;
            connected.run();
            enter(first ? State.HANDSHAKE : State.OPEN);
            return first ? new Arrival.First() : new Arrival.Return(old);
        }
    }

    /**
     * The handshake has been done.
     *
     * @param comesBack whether the client may come back on another socket
     * @param before run if the connection opens, before any thread can see it open
     * @param after run if the connection opens, before it can end
     * @return false when the connection is closing already
     */
    boolean open(boolean comesBack, Runnable before, Runnable after) {
        synchronized (lock) {
            if (state != State.HANDSHAKE) {
                return false;
            }
            before.run();
            mayComeBack = comesBack;
            enter(State.OPEN);
            after.run();
            return true;
        }
    }

    /**
     * Begins to close the connection.
     *
     * @return the state before; CLOSING or ENDED mean that this call came too late
     */
    State close(@Nullable String why) {
        synchronized (lock) {
            State was = state;
            if (was != State.CLOSING && was != State.ENDED) {
                because(why);
                mayComeBack = false;
                enter(State.CLOSING);
            }
            return was;
        }
    }

    /** Begins to close the connection if it is still in this state; false when it is not. */
    boolean closeIf(State still, String why) {
        synchronized (lock) {
            return state == still && close(why) == still;
        }
    }

    /**
     * A socket is gone without a goodbye.
     *
     * @param away run if the client may come back, before it can
     */
    Loss lost(Outlet from, Runnable away) {
        synchronized (lock) {
            if (transport != from) {
                return Loss.NONE;
            }
            if (!mayComeBack || state != State.OPEN) {
                return Loss.END;
            }
            transport = null;
            away.run();
            enter(State.AWAY);
            return Loss.AWAY;
        }
    }

    /** Ends the connection; false when it had ended before. */
    boolean end(@Nullable String why) {
        synchronized (lock) {
            if (state == State.ENDED) {
                return false;
            }
            if (state != State.CLOSING) {
                because(why);
            }
            state = State.ENDED;
            mayComeBack = false;
            return true;
        }
    }

    /**
     * The client has announced that it leaves. This stays the reason of the end, even when the
     * socket is gone before the connection begins to close.
     */
    void goodbye(@Nullable String why) {
        synchronized (lock) {
            if (state != State.CLOSING && state != State.ENDED) {
                because(why);
                saidGoodbye = true;
            }
        }
    }

    private void because(@Nullable String why) {
        if (!saidGoodbye) {
            reason = why;
        }
    }

    private void enter(State next) {
        state = next;
        liveness.entered();
    }
}
