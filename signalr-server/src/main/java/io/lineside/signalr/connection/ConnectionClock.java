package io.lineside.signalr.connection;

import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ticks every connection of a server once a second, on its own thread {@code signalr-clock}. */
public final class ConnectionClock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionClock.class);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("signalr-clock").factory());

    /** Starts the thread, which runs until {@link #close}. */
    public ConnectionClock(Connections connections) {
        var unused =
                thread.scheduleAtFixedRate(() -> tick(connections.all()), 1, 1, TimeUnit.SECONDS);
    }

    /**
     * A failure of one connection does not touch the others, and an Error must not end the clock.
     */
    static void tick(Collection<ServerConnection> all) {
        for (ServerConnection connection : all) {
            try {
                connection.tick();
            } catch (Throwable e) {
                LOG.error("The clock failed for {}", connection, e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
