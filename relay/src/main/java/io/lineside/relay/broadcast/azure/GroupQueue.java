package io.lineside.relay.broadcast.azure;

import io.lineside.relay.broadcast.DeferredPayload;
import io.lineside.relay.broadcast.Payload;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be sent to one group: one send under way at a time, so the order holds. A virtual
 * thread sends while something waits.
 *
 * <ul>
 *   <li>Messages that must not be told twice leave in order, those that wait together. What the
 *       service certainly did not take waits on; what it may have taken is never sent again, and
 *       the heads tell the clients that they lack it.
 *   <li>Of other messages the newest few wait; repeating one harms nobody.
 *   <li>A late message is made when its turn comes, and made anew for each try.
 * </ul>
 */
final class GroupQueue {

    private static final Logger LOG = LoggerFactory.getLogger(GroupQueue.class);

    /** Beyond so many the clients are better served by the journal than by a backlog. */
    static final int MOST_ONCE = 2_000;

    /** Heads and overviews that may wait: a hiccup of the service must not tear their sequence. */
    static final int MOST_REPEATABLE = 3;

    /** How many leave together at most. */
    static final int MOST_TOGETHER = 200;

    /** A limit the service refuses is halved, down to this. */
    private static final int SMALLEST = 8 << 10;

    private static final int TOO_LARGE = 413;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    /** What all queues share. */
    record Sending(
            ServiceClient service,
            Semaphore inFlight,
            int largest,
            SendCounters counters,
            ServiceClient.Pause pause) {}

    private sealed interface Work {
        record Once(List<Payload> payloads) implements Work {}

        record Repeatable(Payload payload) implements Work {}

        record Late(DeferredPayload payload) implements Work {}
    }

    private final String group;
    private final Sending sending;
    private final Deque<Payload> waiting = new ArrayDeque<>();
    private @Nullable DeferredPayload late;
    private @Nullable Thread worker;
    private boolean closed;
    private int largest;
    private int failures;

    GroupQueue(String group, Sending sending) {
        this.group = group;
        this.sending = sending;
        this.largest = sending.largest();
    }

    synchronized void offer(Payload payload) {
        int most = payload.together() == null ? MOST_REPEATABLE : MOST_ONCE;
        if (waiting.size() >= most) {
            if (payload.together() == null) {
                waiting.removeFirst();
                sending.counters().dropped.increment();
            } else {
                // The first that comes after them sends the clients to the journal, for all of
                // them.
                sending.counters().dropped.increment(waiting.size());
                LOG.warn("{} messages for {} were given up: too many wait", waiting.size(), group);
                waiting.clear();
            }
        }
        waiting.add(payload);
        work();
    }

    synchronized void offerDeferred(DeferredPayload payload) {
        late = payload;
        work();
    }

    private void work() {
        if (worker == null && !closed) {
            worker = Thread.ofVirtual().name("azure-send " + group).start(this::run);
        }
    }

    /** How many wait; a late message counts as one. */
    synchronized int waiting() {
        return waiting.size() + (late == null ? 0 : 1);
    }

    /** Sends no more, whatever waits. */
    synchronized void close() {
        closed = true;
        if (worker != null) {
            worker.interrupt();
        }
    }

    private void run() {
        try {
            for (Work work = next(); work != null; work = next()) {
                Duration pause = tried(work);
                if (pause.isPositive()) {
                    sending.pause().of(pause);
                }
            }
        } catch (InterruptedException e) {
            // Closed; the worker ends.
        }
    }

    private Duration tried(Work work) throws InterruptedException {
        try {
            return send(work);
        } catch (RuntimeException | Error e) {
            // The group must not fall silent for what was wrong with one message.
            sending.counters().failed.increment();
            LOG.error("a message for {} could not be made or sent; going on", group, e);
            synchronized (this) {
                return pause(Duration.ZERO);
            }
        }
    }

    private synchronized @Nullable Work next() {
        if (!closed && !waiting.isEmpty()) {
            Payload first = waiting.removeFirst();
            return first.together() == null
                    ? new Work.Repeatable(first)
                    : new Work.Once(together(first));
        }
        DeferredPayload due = late;
        late = null;
        if (!closed && due != null) {
            return new Work.Late(due);
        }
        worker = null;
        return null;
    }

    private List<Payload> together(Payload first) {
        List<Payload> batch = new ArrayList<>(List.of(first));
        int size = first.size() + Message.OVERHEAD;
        for (Payload next = waiting.peekFirst();
                next != null
                        && Objects.equals(next.together(), first.together())
                        && batch.size() < MOST_TOGETHER
                        && size + next.size() < largest;
                next = waiting.peekFirst()) {
            batch.add(waiting.removeFirst());
            size += next.size() + 1;
        }
        return batch;
    }

    private Duration send(Work work) throws InterruptedException {
        return switch (work) {
            case Work.Once(List<Payload> payloads) -> {
                String together = Objects.requireNonNull(payloads.getFirst().together());
                Outcome outcome =
                        send(
                                payloads.size() == 1
                                        ? Message.of(payloads.getFirst())
                                        : Message.of(together, payloads));
                yield settle(payloads, outcome);
            }
            case Work.Repeatable(Payload payload) -> settle(payload, send(Message.of(payload)));
            case Work.Late(DeferredPayload payload) -> sendDeferred(payload);
        };
    }

    private Outcome send(byte[] message) throws InterruptedException {
        sending.inFlight().acquire();
        try {
            return sending.service().sendToGroup(group, message);
        } finally {
            sending.inFlight().release();
        }
    }

    private synchronized Duration settle(List<Payload> payloads, Outcome outcome) {
        int count = payloads.size();
        return switch (outcome) {
            case Outcome.Done _, Outcome.Missing _ -> accepted(count);
            case Outcome.NotTaken(String _, Duration asked) -> {
                sending.counters().notTaken.increment(count);
                putBack(payloads);
                yield pause(asked);
            }
            case Outcome.Uncertain(String reason) -> {
                sending.counters().uncertain.increment(count);
                LOG.warn(
                        "{} messages for {} may have been told, and are not told again: {}",
                        count,
                        group,
                        reason);
                yield pause(Duration.ZERO);
            }
            case Outcome.Refused(int status, String reason) -> {
                if (status == TOO_LARGE && count > 1 && largest > SMALLEST) {
                    largest = Math.max(SMALLEST, largest / 2);
                    putBack(payloads);
                    yield Duration.ZERO;
                }
                yield givenUp(count, reason);
            }
        };
    }

    private void putBack(List<Payload> payloads) {
        payloads.reversed().forEach(waiting::addFirst);
    }

    private synchronized Duration settle(Payload payload, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _, Outcome.Missing _ -> accepted(1);
            case Outcome.NotTaken(String _, Duration asked) -> {
                sending.counters().notTaken.increment();
                yield again(payload, asked);
            }
            case Outcome.Uncertain _ -> {
                sending.counters().uncertain.increment();
                yield again(payload, Duration.ZERO);
            }
            case Outcome.Refused(int _, String reason) -> givenUp(1, reason);
        };
    }

    private Duration again(Payload payload, Duration asked) {
        // A newer one tells more than this one would by now.
        if (waiting.isEmpty()) {
            waiting.addFirst(payload);
        }
        return pause(asked);
    }

    private Duration sendDeferred(DeferredPayload payload) throws InterruptedException {
        DeferredPayload.ForGroup made = payload.forGroup(largest() - Message.OVERHEAD);
        if (made == null) {
            return Duration.ZERO;
        }
        for (Payload part : made.parts()) {
            Outcome outcome = send(Message.of(part));
            if (!(outcome instanceof Outcome.Done || outcome instanceof Outcome.Missing)) {
                return settleDeferred(payload, outcome);
            }
        }
        made.accepted().run();
        synchronized (this) {
            return accepted(made.parts().size());
        }
    }

    private synchronized Duration settleDeferred(DeferredPayload payload, Outcome outcome) {
        Duration asked = Duration.ZERO;
        switch (outcome) {
            case Outcome.Refused(int status, String reason)
                    when status != TOO_LARGE || largest <= SMALLEST -> {
                return givenUp(1, reason);
            }
            case Outcome.Refused _ -> largest = Math.max(SMALLEST, largest / 2);
            case Outcome.NotTaken(String _, Duration pause) -> {
                asked = pause;
                sending.counters().notTaken.increment();
            }
            default -> sending.counters().uncertain.increment();
        }
        if (late == null) {
            late = payload;
        }
        return pause(asked);
    }

    private synchronized int largest() {
        return largest;
    }

    private Duration accepted(int count) {
        failures = 0;
        sending.counters().accepted.increment(count);
        return Duration.ZERO;
    }

    private Duration givenUp(int count, String reason) {
        sending.counters().refused.increment(count);
        LOG.error("{} messages for {} were given up: {}", count, group, reason);
        return Duration.ZERO;
    }

    private Duration pause(Duration asked) {
        Duration own = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 4));
        failures++;
        Duration bounded = own.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : own;
        return asked.compareTo(bounded) > 0 ? asked : bounded;
    }
}
