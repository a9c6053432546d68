package io.lineside.signalr;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that make and write messages, so that no publisher does. Each goes round the
 * connections that have something to write; a round begins at once after a pause, and under load no
 * sooner than {@link Rounds} says after the last one began, so that what comes meanwhile leaves
 * together. A connection is in at most one place of one queue, so the queues are bounded by the
 * number of connections. Whatever fails in a round, the next one comes.
 */
final class Writers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Writers.class);
    private static final int MOST = 4;

    private final List<Writer> writers = new ArrayList<>();

    /**
     * @param settle run when a round begins: puts what was said to groups into the outboxes
     */
    Writers(Runnable settle) {
        int cores = Runtime.getRuntime().availableProcessors();
        int count = Math.clamp(cores / 2, 1, MOST);
        for (int i = 1; i <= count; i++) {
            Writer writer = new Writer(settle);
            Thread.ofPlatform().daemon().name("signalr-writer-" + i).start(writer);
            writers.add(writer);
        }
    }

    /** Has the connection drained soon; always by the same thread. */
    void ready(ServerConnection connection) {
        int index = Math.floorMod(connection.id().hashCode(), writers.size());
        writers.get(index).queue.add(new Drain(connection));
    }

    /** Has a round begin soon. */
    void wake() {
        writers.getFirst().wake();
    }

    /** How much is to be done by the writer that settles. */
    int waiting() {
        return writers.getFirst().queue.size();
    }

    @Override
    public void close() {
        writers.forEach(writer -> writer.queue.add(new Stop()));
    }

    private sealed interface Job {}

    private record Drain(ServerConnection connection) implements Job {}

    private record Settle() implements Job {}

    private record Stop() implements Job {}

    private static final class Writer implements Runnable {

        private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
        private final Deque<Job> round = new ArrayDeque<>();
        private final Runnable settle;
        private final AtomicBoolean woken = new AtomicBoolean();
        private final Rounds rounds = new Rounds();
        private long began = System.nanoTime() - Rounds.LONG.toNanos();

        Writer(Runnable settle) {
            this.settle = settle;
        }

        /** Asks once, however often it is called until that is seen to. */
        void wake() {
            if (woken.compareAndSet(false, true)) {
                queue.add(new Settle());
            }
        }

        @Override
        public void run() {
            boolean more = true;
            while (more) {
                try {
                    more = round();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    more = false;
                } catch (RuntimeException | Error _) {
                    // Without memory even telling may fail. What is left is for the next round.
                    more = true;
                }
            }
        }

        /** False when it was the last. */
        private boolean round() throws InterruptedException {
            awaitRound();
            if (round.isEmpty()) {
                round.add(queue.take());
            }
            long last = began;
            began = System.nanoTime();
            settle();
            queue.drainTo(round);
            boolean more = true;
            for (Job next = round.poll(); next != null; next = round.poll()) {
                more &= isDone(next);
            }
            rounds.over(Duration.ofNanos(began - last));
            return more;
        }

        private void settle() {
            try {
                settle.run();
            } catch (RuntimeException | Error e) {
                LOG.error("What was said to groups did not come into all outboxes", e);
            }
        }

        private void awaitRound() throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(began + rounds.length().toNanos() - System.nanoTime());
        }

        /** False when it is the end. */
        private boolean isDone(Job job) {
            return switch (job) {
                case Drain(ServerConnection connection) -> {
                    drain(connection);
                    yield true;
                }
                case Settle() -> {
                    // It may have been asked for since this round was settled.
                    woken.set(false);
                    settle();
                    yield true;
                }
                case Stop() -> false;
            };
        }

        private void drain(ServerConnection connection) {
            try {
                rounds.wrote(connection.drain());
            } catch (RuntimeException | Error e) {
                LOG.warn("Writing to {} failed", connection.id(), e);
                connection.cut("writing failed: " + e.getMessage());
            }
        }
    }
}
