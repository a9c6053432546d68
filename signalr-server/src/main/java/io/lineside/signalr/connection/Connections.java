package io.lineside.signalr.connection;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * All connections of one server, by their secret tokens, from negotiation to the end; and how many
 * there may be. Safe on any thread.
 */
public final class Connections {

    private final int most;
    private final Map<String, ServerConnection> byToken = new ConcurrentHashMap<>();
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * @param most how many connections there may be
     */
    public Connections(int most) {
        this.most = most;
    }

    /** Takes a place, which {@link #leave} gives back; false when all places are taken. */
    public boolean enter() {
        if (taken.incrementAndGet() > most) {
            leave();
            return false;
        }
        return true;
    }

    public void leave() {
        if (taken.decrementAndGet() == 0) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** How many places are taken: each from negotiation until the hub's code has ended. */
    public int taken() {
        return taken.get();
    }

    public void add(ServerConnection connection) {
        byToken.put(connection.negotiated().token(), connection);
    }

    public void remove(ServerConnection connection) {
        byToken.remove(connection.negotiated().token());
    }

    public @Nullable ServerConnection byToken(String token) {
        return byToken.get(token);
    }

    public Collection<ServerConnection> all() {
        return byToken.values();
    }

    /** Waits until every place is free; false when that has taken too long. */
    public synchronized boolean awaitNone(long millis) throws InterruptedException {
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
