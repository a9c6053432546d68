package io.lineside.benchmarks.values;

import io.lineside.core.source.EventSource;
import io.lineside.core.source.MessageProperties;
import io.lineside.core.source.RawMessage;
import io.lineside.core.source.SourceEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Telemetry at a fixed rate, as if it came from a hub: each device's message has a time at which it
 * is due, spread evenly over the period, and carries that time, so lateness counts. On a thread of
 * its own.
 */
final class ValuesSource implements EventSource {

    private static final int PARTITIONS = 4;
    private static final int MESSAGES = ValuesPlant.UNITS * ValuesPlant.DEVICES;
    private static final long PERIOD = Duration.ofSeconds(1).toNanos() / ValuesPlant.RATE;

    private final Map<String, Long> tails = new HashMap<>();
    private volatile boolean running = true;
    private volatile long updates;
    private volatile long worstLate;
    private final Thread thread;
    private Consumer<SourceEvent> sink = event -> {};

    ValuesSource() {
        thread = Thread.ofPlatform().daemon().name("bench-source").unstarted(this::run);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            tails.put(Integer.toString(partition), -1L);
        }
    }

    @Override
    public void start(Consumer<SourceEvent> to) {
        sink = to;
        thread.start();
    }

    private void run() {
        // The same moment on both clocks: due times go into the messages as wall time.
        long start = System.nanoTime();
        Instant wall = Instant.now();
        for (long update = 0; running; update++) {
            if (update % ValuesPlant.RATE == 0) {
                sink.accept(new SourceEvent.Answered(Instant.now(), Map.copyOf(tails)));
            }
            for (int message = 0; message < MESSAGES; message++) {
                long due = update * PERIOD + message * PERIOD / MESSAGES;
                await(start + due);
                send(message, update, wall.plusNanos(due).toEpochMilli());
            }
            updates = update + 1;
        }
    }

    private void await(long due) {
        for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
            LockSupport.parkNanos(due - now);
        }
        worstLate = Math.max(worstLate, System.nanoTime() - due);
    }

    private void send(int message, long update, long time) {
        String partition = Integer.toString(message % PARTITIONS);
        long number = tails.merge(partition, 1L, Long::sum);
        // A unit's devices are spread over the period too: its group changes again and again.
        String device =
                ValuesPlant.device(message % ValuesPlant.UNITS, message / ValuesPlant.UNITS);
        sink.accept(
                new SourceEvent.Message(
                        new RawMessage(
                                partition,
                                number,
                                Instant.now(),
                                MessageProperties.telemetry(device),
                                ValuesPlant.message(time, update)
                                        .getBytes(StandardCharsets.UTF_8))));
    }

    /** From here on nothing changes; how often each signal did. */
    long stop() throws InterruptedException {
        running = false;
        thread.join();
        return updates;
    }

    Duration worstLate() {
        return Duration.ofNanos(worstLate);
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
