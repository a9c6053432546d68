package io.lineside.signalr.delivery;

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
 * The threads that make deferred messages and write all messages, so that no publisher does. In a
 * round a thread drains every recipient that has something to write. After a pause a round begins
 * at once; under load it begins no sooner after the one before than {@link Rounds} allows, so that
 * messages that come meanwhile leave together. A recipient is in at most one place of one queue, so
 * the queues are bounded by the number of connections. A failure in one round does not stop the
 * next.
 */
final class Writers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Writers.class);
    private static final int MOST = 4;

    private final List<Writer> writers = new ArrayList<>();

    /**
     * @param settle run when a round begins: puts what was published to groups into the outboxes
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

    /** Has the recipient drained soon; the same thread always drains the same recipient. */
    void ready(Recipient recipient) {
        int index = Math.floorMod(recipient.id().hashCode(), writers.size());
        writers.get(index).queue.add(new Drain(recipient));
    }

    /** Has a round begin soon. */
    void wake() {
        writers.getFirst().wake();
    }

    /** How many jobs wait for the writer that settles. */
    int waiting() {
        return writers.getFirst().queue.size();
    }

    @Override
    public void close() {
        writers.forEach(writer -> writer.queue.add(new Stop()));
    }

    private sealed interface Job {}

    private record Drain(Recipient recipient) implements Job {}

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

        /** Asks for a round; further calls do nothing until that round has come. */
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
                    // Out of memory even logging may fail. The next round does what is left.
                    more = true;
                }
            }
        }

        /** Runs one round; false when it was the last. */
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

        /** Does one job; false when it was the order to stop. */
        private boolean isDone(Job job) {
            return switch (job) {
                case Drain(Recipient recipient) -> {
                    drain(recipient);
                    yield true;
                }
                case Settle() -> {
                    // More may have been published since this round settled the spool.
                    woken.set(false);
                    settle();
                    yield true;
                }
                case Stop() -> false;
            };
        }

        private void drain(Recipient recipient) {
            try {
                rounds.wrote(recipient.drain());
            } catch (RuntimeException | Error e) {
                LOG.warn("Writing to {} failed", recipient.id(), e);
                recipient.cut("writing failed: " + e.getMessage());
            }
        }
    }
}
