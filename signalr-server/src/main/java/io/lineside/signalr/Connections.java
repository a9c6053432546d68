package io.lineside.signalr;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * All connections of a server: by secret token from negotiation on, by public id while they are
 * open. Safe on any thread.
 */
final class Connections {

    private final int most;
    private final Map<String, ServerConnection> byToken = new ConcurrentHashMap<>();
    private final Map<String, ServerConnection> open = new ConcurrentHashMap<>();
    private final AtomicInteger living = new AtomicInteger();

    Connections(int most) {
        this.most = most;
    }

    /** Takes a place; false when all are taken. Each place is given back by {@link #leave}. */
    boolean enter() {
        if (living.incrementAndGet() > most) {
            leave();
            return false;
        }
        return true;
    }

    void leave() {
        if (living.decrementAndGet() == 0) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** How many places are taken: from negotiation until the hub has been told of the end. */
    int taken() {
        return living.get();
    }

    void add(ServerConnection connection) {
        byToken.put(connection.token(), connection);
    }

    void opened(ServerConnection connection) {
        open.put(connection.id(), connection);
    }

    void remove(ServerConnection connection) {
        open.remove(connection.id());
        byToken.remove(connection.token());
    }

    @Nullable ServerConnection byToken(String token) {
        return byToken.get(token);
    }

    @Nullable ServerConnection open(String id) {
        return open.get(id);
    }

    Collection<ServerConnection> open() {
        return open.values();
    }

    Collection<ServerConnection> all() {
        return byToken.values();
    }

    /** Waits until every place is free. */
    synchronized boolean awaitNone(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (living.get() > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
