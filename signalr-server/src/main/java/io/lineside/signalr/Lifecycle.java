package io.lineside.signalr;

import org.jspecify.annotations.Nullable;

/**
 * Where a connection is between its negotiation and its end, and on which socket. Goes forward
 * only, but for away and back. Safe on any thread.
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
        /** A socket, no handshake yet. */
        HANDSHAKE,
        OPEN,
        /** Its socket is gone, and it may come back on another: stateful reconnect. */
        AWAY,
        /** What waits goes out, then the end. */
        CLOSING,
        ENDED
    }

    /** What the arrival of a socket means. */
    sealed interface Arrival {
        record First() implements Arrival {}

        /** The client is back; the old socket may be there still. */
        record Return(@Nullable Transport old) implements Arrival {}

        record Unwanted() implements Arrival {}
    }

    /** What the loss of a socket means. */
    enum Loss {
        /** It was not this connection's any more. */
        NONE,
        AWAY,
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
     * @param liveness is told of each new state
     */
    Lifecycle(Liveness liveness) {
        this.liveness = liveness;
    }

    State state() {
        return state;
    }

    /** How it is connected; null while it is not. */
    @Nullable Transport transport() {
        return transport;
    }

    /** Why it closed or ended; null for a goodbye in good order. */
    @Nullable String reason() {
        synchronized (lock) {
            return reason;
        }
    }

    boolean mayComeBack() {
        synchronized (lock) {
            return mayComeBack;
        }
    }

    /** How it is connected, or is to be; null while nobody has claimed it. */
    @Nullable HubTransport kind() {
        return kind;
    }

    /**
     * Claims the connection for one socket; false when another has it. It stays of the kind for
     * which it was claimed first.
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
     * The socket is open: its first, or one that takes the place of the last.
     *
     * @param connected done before another can take its place, and only if it is wanted
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
     * The handshake is done.
     *
     * @param comesBack whether it may come back on another socket
     * @param before done before anybody can see it open, and only if it opens
     * @param after done before it can end
     * @return false when it is closing already
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
     * It is to close.
     *
     * @return what it was; CLOSING or ENDED mean that this came too late
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

    /** It is to close if nothing has happened to it since; false when something has. */
    boolean closeIf(State still, String why) {
        synchronized (lock) {
            return state == still && close(why) == still;
        }
    }

    /**
     * A socket is gone without goodbye.
     *
     * @param away done before the client can be back, and only if it may come back
     */
    Loss lost(Transport from, Runnable away) {
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

    /** It is over; false when it was before. */
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
     * The client says that it leaves: this is why, even when its socket is gone before the
     * connection comes to close.
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
