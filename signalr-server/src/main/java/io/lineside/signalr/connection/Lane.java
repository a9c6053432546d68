package io.lineside.signalr.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a connection's hub code in order, one task at a time, on a virtual thread that lives only
 * while there is something to do. Bounded by back-pressure: while many tasks wait, the connection
 * does not read. Safe on any thread.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int PAUSE_AT = 64;

    private final String name;
    private final Runnable resume;
    private final Object lock = new Object();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean paused;
    private boolean ended;

    /**
     * @param resume run when reading may go on after a pause
     */
    Lane(String name, Runnable resume) {
        this.name = name;
        this.resume = resume;
    }

    void submit(Runnable work) {
        synchronized (lock) {
            if (!ended) {
                add(work);
            }
        }
    }

    /** Drops the tasks that have not begun and runs this last one. Only the first call counts. */
    void end(Runnable last) {
        synchronized (lock) {
            if (!ended) {
                ended = true;
                waiting.clear();
                add(last);
            }
        }
    }

    /** Whether reading must pause now; {@code resume} is run when it may go on. */
    boolean pauseWhenLoaded() {
        synchronized (lock) {
            paused = !ended && waiting.size() >= PAUSE_AT;
            return paused;
        }
    }

    /** Whether reading pauses. */
    boolean paused() {
        synchronized (lock) {
            return paused;
        }
    }

    private void add(Runnable work) {
        waiting.add(work);
        if (!running) {
            Thread.ofVirtual().name(name).start(this::run);
            running = true;
        }
    }

    private void run() {
        while (true) {
            Runnable work;
            boolean unpaused;
            synchronized (lock) {
                work = waiting.poll();
                if (work == null) {
                    running = false;
                    return;
                }
                unpaused = paused && waiting.size() < PAUSE_AT / 2;
                paused &= !unpaused;
            }
            if (unpaused) {
                attempt(resume);
            }
            attempt(work);
        }
    }

    /** Whatever a task throws, an Error too, the next tasks are run. */
    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            LOG.error("Unexpected failure on {}", name, e);
        }
    }
}
