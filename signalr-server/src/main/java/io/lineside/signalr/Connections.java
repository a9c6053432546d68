package io.lineside.signalr;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * All connections of one server, by their secret tokens, from negotiation to the end; and how many
 * there may be. Safe on any thread.
 */
final class Connections {

    private final int most;
    private final Map<String, ServerConnection> byToken = new ConcurrentHashMap<>();
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * @param most how many connections there may be
     */
    Connections(int most) {
        this.most = most;
    }

    /** Takes a place, which {@link #leave} gives back; false when all places are taken. */
    boolean enter() {
        if (taken.incrementAndGet() > most) {
            leave();
            return false;
        }
        return true;
    }

    void leave() {
        if (taken.decrementAndGet() == 0) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** How many places are taken: each from negotiation until the hub's code has ended. */
    int taken() {
        return taken.get();
    }

    void add(ServerConnection connection) {
        byToken.put(connection.negotiated().token(), connection);
    }

    void remove(ServerConnection connection) {
        byToken.remove(connection.negotiated().token());
    }

    @Nullable ServerConnection byToken(String token) {
        return byToken.get(token);
    }

    Collection<ServerConnection> all() {
        return byToken.values();
    }

    /** Waits until every place is free; false when that has taken too long. */
    synchronized boolean awaitNone(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (taken.get() > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
