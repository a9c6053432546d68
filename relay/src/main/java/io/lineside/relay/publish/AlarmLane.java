package io.lineside.relay.publish;

import io.lineside.model.wire.AlarmTransition;
import io.lineside.model.wire.Targets;
import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.Payload;
import io.lineside.relay.plant.Plant;
import io.lineside.relay.wire.WireWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

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

    private static final int PAGE = 1_000;

    private final Plant plant;
    private final Broadcast broadcast;
    private final BlockingQueue<AlarmTransition> waiting;
    private final AtomicBoolean overflowed = new AtomicBoolean();
    private final AtomicLong overflows = new AtomicLong();
    private final Map<String, Long> sent = new HashMap<>();

    AlarmLane(Plant plant, Broadcast broadcast, int capacity) {
        this.plant = plant;
        this.broadcast = broadcast;
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
        boolean done = false;
        try {
            while (next != null) {
                send(next);
                next = waiting.poll();
            }
            if (overflowed.getAndSet(false)) {
                readBack();
            }
            done = true;
        } finally {
            if (!done) {
                // What was taken and not sent is in the journal.
                overflowed.set(true);
            }
        }
    }

    private void readBack() {
        plant.alarmHeads()
                .forEach(
                        (group, head) -> {
                            List<AlarmTransition> page;
                            do {
                                page = plant.transitions(group, sent.getOrDefault(group, 0L), PAGE);
                                page.forEach(this::send);
                            } while (page.size() == PAGE);
                        });
    }

    private void send(AlarmTransition transition) {
        long last = sent.getOrDefault(transition.group(), 0L);
        if (transition.seq() <= last) {
            return;
        }
        if (transition.prev() > last && transition.alarm().journalled()) {
            // Some before it found the queue full: they come from the journal, and this one with
            // them.
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
