package io.lineside.signalr;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that make and write messages, so that no publisher does. Each has a queue of
 * connections that have something to write; a connection is in at most one place of it, so the
 * queues are bounded by the number of connections.
 */
final class Writers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Writers.class);
    private static final int MOST = 4;

    private final List<Writer> writers = new ArrayList<>();

    Writers() {
        int cores = Runtime.getRuntime().availableProcessors();
        int count = Math.clamp(cores / 2, 1, MOST);
        for (int i = 1; i <= count; i++) {
            Writer writer = new Writer();
            Thread.ofPlatform().daemon().name("signalr-writer-" + i).start(writer);
            writers.add(writer);
        }
    }

    /** Has the connection drained soon; always by the same thread. */
    void ready(ServerConnection connection) {
        int index = Math.floorMod(connection.id().hashCode(), writers.size());
        writers.get(index).queue.add(new Drain(connection));
    }

    @Override
    public void close() {
        writers.forEach(writer -> writer.queue.add(new Stop()));
    }

    private sealed interface Job {}

    private record Drain(ServerConnection connection) implements Job {}

    private record Stop() implements Job {}

    private static final class Writer implements Runnable {

        private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();

        @Override
        public void run() {
            try {
                while (queue.take() instanceof Drain(ServerConnection connection)) {
                    drain(connection);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void drain(ServerConnection connection) {
            try {
                connection.drain();
            } catch (RuntimeException e) {
                LOG.warn("Writing to {} failed", connection.id(), e);
                connection.cut("writing failed: " + e.getMessage());
            }
        }
    }
}
