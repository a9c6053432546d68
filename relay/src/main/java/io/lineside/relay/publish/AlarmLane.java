package io.lineside.relay.publish;

import io.lineside.core.alarm.Transition;
import io.lineside.core.engine.PlantAlarms;
import io.lineside.core.store.StoreException;
import io.lineside.model.AssetPath;
import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.Payload;
import io.lineside.relay.broadcast.WireMessages;
import io.lineside.wire.Groups;
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
 * Publishes alarm transitions: every one, in order, at once. The engine thread offers transitions
 * to a bounded queue; when the queue is full, the publish thread reads what it has not sent from
 * the journal instead, so no transition is lost.
 */
final class AlarmLane {

    /**
     * How many transitions may wait: enough for a flood of 10,000 alarms in ten seconds without
     * reading the journal.
     */
    static final int CAPACITY = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(AlarmLane.class);
    private static final int PAGE = 1_000;
    private static final long RETRY = Duration.ofSeconds(1).toNanos();

    private final PlantAlarms alarms;
    private final Broadcast broadcast;
    private final BlockingQueue<Transition> waiting;
    private final AtomicBoolean overflowed = new AtomicBoolean();
    private final AtomicLong overflows = new AtomicLong();
    private final Map<AssetPath, Long> sent = new HashMap<>();
    private final LongSupplier nanoTime;
    private final AtomicLong failures;

    /** Areas whose journal could not be read, and when reading is tried again. */
    private final Map<AssetPath, Long> unreadable = new HashMap<>();

    /**
     * @param nanoTime monotonic, for when an unreadable journal is read again
     * @param failures counts the reads of the journal that fail
     */
    AlarmLane(
            PlantAlarms alarms,
            Broadcast broadcast,
            int capacity,
            LongSupplier nanoTime,
            AtomicLong failures) {
        this.alarms = alarms;
        this.broadcast = broadcast;
        this.nanoTime = nanoTime;
        this.failures = failures;
        this.waiting = new ArrayBlockingQueue<>(capacity);
        sent.putAll(alarms.heads());
    }

    /** Hands transitions over, without waiting. Called on the engine thread. */
    void offer(List<Transition> transitions) {
        for (Transition transition : transitions) {
            if (!waiting.offer(transition)) {
                overflows.incrementAndGet();
                overflowed.set(true);
            }
        }
    }

    /**
     * Waits at most this long for a transition, and sends it and all transitions that wait behind
     * it.
     */
    void sendWithin(long nanos) throws InterruptedException {
        @Nullable Transition next = waiting.poll(nanos, TimeUnit.NANOSECONDS);
        try {
            while (next != null) {
                send(next);
                next = waiting.poll();
            }
            if (overflowed.getAndSet(false) || isRetryDue()) {
                readBack();
            }
        } catch (RuntimeException | Error e) {
            // Transitions that were taken from the queue and not sent are in the journal.
            overflowed.set(true);
            throw e;
        }
    }

    // An area whose journal cannot be read does not stop the reading of other areas, nor the lane.
    private void readBack() {
        for (AssetPath area : alarms.heads().keySet()) {
            Long again = unreadable.get(area);
            if (again != null && nanoTime.getAsLong() - again < 0) {
                continue;
            }
            try {
                readBack(area);
                if (unreadable.remove(area) != null) {
                    LOG.info("The journal of {} can be read again", Groups.alarms(area));
                }
            } catch (StoreException e) {
                failures.incrementAndGet();
                if (unreadable.put(area, nanoTime.getAsLong() + RETRY) == null) {
                    LOG.error(
                            "The journal of {} cannot be read; its new alarms go out",
                            Groups.alarms(area),
                            e);
                }
            }
        }
    }

    private void readBack(AssetPath area) {
        List<Transition> page;
        do {
            page = alarms.transitions(area, sent.getOrDefault(area, 0L), PAGE);
            page.forEach(this::send);
        } while (page.size() == PAGE);
    }

    private boolean isRetryDue() {
        long now = nanoTime.getAsLong();
        return unreadable.values().stream().anyMatch(again -> now - again >= 0);
    }

    private void send(Transition transition) {
        long last = sent.getOrDefault(transition.area(), 0L);
        if (transition.seq() <= last) {
            return;
        }
        boolean readable = !unreadable.containsKey(transition.area());
        if (transition.prev() > last && transition.journalled() && readable) {
            // The transitions before this one found the queue full: they are read from the journal,
            // and this one with them. Where the journal cannot be read, this transition is sent
            // alone, and clients see by its prev that they lack some.
            overflowed.set(true);
            return;
        }
        broadcast.send(
                Groups.alarms(transition.area()),
                Payload.once(
                        Targets.ALARM,
                        WireWriter.transition(WireMessages.transition(transition)),
                        Targets.ALARMS));
        sent.put(transition.area(), transition.seq());
    }

    /** How many transitions found the queue full and were read from the journal. */
    long overflows() {
        return overflows.get();
    }
}
