package io.lineside.core.engine;

import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that owns signals and alarms: drains the inbox, at least every 100 ms. */
final class EngineThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineThread.class);
    private static final long TICK_MILLIS = 100;
    private static final long CLOSE_MILLIS = 10_000;

    private final Inbox inbox = new Inbox();
    private final Engine engine;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Thread thread;
    private volatile boolean running;

    EngineThread(Engine engine, Clock clock, LongSupplier nanoTime) {
        this.engine = engine;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.thread = new Thread(this::run, "plant");
    }

    Inbox inbox() {
        return inbox;
    }

    boolean isRunning() {
        return running;
    }

    void start() {
        running = true;
        thread.start();
    }

    /** Works off what is in the inbox, then ends the thread. */
    @Override
    public void close() {
        running = false;
        try {
            thread.join(CLOSE_MILLIS);
            if (thread.isAlive()) {
                LOG.error("The plant thread did not end within {} ms", CLOSE_MILLIS);
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (running) {
                turn(TICK_MILLIS);
            }
            while (turn(1) > 0) {
                // Items that came before the end are stored, so that they need not be read again.
            }
        } catch (InterruptedException _) {
            LOG.warn("The plant thread was interrupted");
        } finally {
            running = false;
        }
    }

    private int turn(long waitMillis) throws InterruptedException {
        List<Inbound> items = inbox.drain(waitMillis);
        try {
            engine.drain(items, Moment.now(clock, nanoTime));
        } catch (RuntimeException | Error e) {
            // Without this thread everything on the screens would stand still.
            engine.drainFailed();
            LOG.error("A drain of the plant's inbox failed", e);
        }
        return items.size();
    }
}
