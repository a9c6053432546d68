package io.lineside.relay.publish;

import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.Payload;
import io.lineside.relay.journal.StoreException;
import io.lineside.relay.plant.Plant;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.Targets;
import io.lineside.wire.WireWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alarm transitions: every one, in order, at once. The plant thread offers them to a bounded queue;
 * when that is full the publish thread reads what it has not sent from the journal instead, so none
 * is lost.
 */
final class AlarmLane {

    /**
     * How many transitions may wait; a flood of 10,000 alarms in ten seconds passes without the
     * journal.
     */
    static final int CAPACITY = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(AlarmLane.class);
    private static final int PAGE = 1_000;
    private static final long RETRY = Duration.ofSeconds(1).toNanos();

    private final Plant plant;
    private final Broadcast broadcast;
    private final BlockingQueue<AlarmTransition> waiting;
    private final AtomicBoolean overflowed = new AtomicBoolean();
    private final AtomicLong overflows = new AtomicLong();
    private final Map<String, Long> sent = new HashMap<>();
    private final LongSupplier nanoTime;
    private final AtomicLong failures;

    /** Groups whose journal could not be read, and when that is tried again. */
    private final Map<String, Long> unreadable = new HashMap<>();

    /**
     * @param nanoTime monotonic, for when an unreadable journal is read again
     * @param failures counts the reads of the journal that fail
     */
    AlarmLane(
            Plant plant,
            Broadcast broadcast,
            int capacity,
            LongSupplier nanoTime,
            AtomicLong failures) {
        this.plant = plant;
        this.broadcast = broadcast;
        this.nanoTime = nanoTime;
        this.failures = failures;
        this.waiting = new ArrayBlockingQueue<>(capacity);
        sent.putAll(plant.alarmHeads());
    }

    /** On the plant thread: hands transitions over without waiting. */
    void offer(List<AlarmTransition> transitions) {
        for (AlarmTransition transition : transitions) {
            if (!waiting.offer(transition)) {
                overflows.incrementAndGet();
                overflowed.set(true);
            }
        }
    }

    /** Waits so long for a transition, and sends it and all that wait behind it. */
    void sendWithin(long nanos) throws InterruptedException {
        @Nullable AlarmTransition next = waiting.poll(nanos, TimeUnit.NANOSECONDS);
        try {
            while (next != null) {
                send(next);
                next = waiting.poll();
            }
            if (overflowed.getAndSet(false) || isRetryDue()) {
                readBack();
            }
        } catch (RuntimeException | Error e) {
            // What was taken and not sent is in the journal.
            overflowed.set(true);
            throw e;
        }
    }

    // A group that cannot be read keeps no other from being read, and not the lane from going on.
    private void readBack() {
        for (String group : plant.alarmHeads().keySet()) {
            Long again = unreadable.get(group);
            if (again != null && nanoTime.getAsLong() - again < 0) {
                continue;
            }
            try {
                readBack(group);
                if (unreadable.remove(group) != null) {
                    LOG.info("The journal of {} can be read again", group);
                }
            } catch (StoreException e) {
                failures.incrementAndGet();
                if (unreadable.put(group, nanoTime.getAsLong() + RETRY) == null) {
                    LOG.error("The journal of {} cannot be read; its new alarms go out", group, e);
                }
            }
        }
    }

    private void readBack(String group) {
        List<AlarmTransition> page;
        do {
            page = plant.transitions(group, sent.getOrDefault(group, 0L), PAGE);
            page.forEach(this::send);
        } while (page.size() == PAGE);
    }

    private boolean isRetryDue() {
        long now = nanoTime.getAsLong();
        return unreadable.values().stream().anyMatch(again -> now - again >= 0);
    }

    private void send(AlarmTransition transition) {
        long last = sent.getOrDefault(transition.group(), 0L);
        if (transition.seq() <= last) {
            return;
        }
        boolean readable = !unreadable.containsKey(transition.group());
        if (transition.prev() > last && transition.alarm().journalled() && readable) {
            // Some before it found the queue full: they come from the journal, and this one with
            // them. Where that cannot be read this one goes out, and its prev tells clients that
            // they lack some.
            overflowed.set(true);
            return;
        }
        broadcast.send(
                transition.group(),
                Payload.once(Targets.ALARM, WireWriter.transition(transition), Targets.ALARMS));
        sent.put(transition.group(), transition.seq());
    }

    /** How many transitions found the queue full and were read from the journal. */
    long overflows() {
        return overflows.get();
    }
}
