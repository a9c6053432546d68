package io.lineside.relay.broadcast.azure;

import io.lineside.relay.broadcast.DeferredPayload;
import io.lineside.relay.broadcast.Payload;
import io.lineside.relay.broadcast.azure.GroupBacklog.Work;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits for one group: one send under way at a time, so the order holds. A virtual
 * thread sends while something waits. Safe on any thread; nothing here waits but that thread.
 *
 * <ul>
 *   <li>Messages that must not be delivered twice are sent in order, those that wait together. A
 *       message that the service certainly did not take waits on; a message that the service may
 *       have taken is never sent again, and the clients see by the heads when they lack it.
 *   <li>Of other messages the newest few wait; repeating one does no harm.
 *   <li>A deferred message is made when its turn comes, and made anew for each try.
 * </ul>
 */
final class GroupQueue {

    private static final Logger LOG = LoggerFactory.getLogger(GroupQueue.class);

    /** The largest body is halved when the service refuses one, down to this, in bytes. */
    private static final int SMALLEST = 8 << 10;

    private static final int TOO_LARGE = 413;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    /** What the queues of all groups share. */
    record Sending(
            ServiceClient service,
            Semaphore inFlight,
            int largest,
            SendCounters counters,
            ServiceClient.Pause pause) {}

    private final String group;
    private final Sending sending;
    private final GroupBacklog backlog = new GroupBacklog();
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
        int dropped = backlog.offer(payload);
        if (dropped > 0) {
            sending.counters().dropped.increment(dropped);
            if (payload.together() != null) {
                LOG.warn("{} messages for {} were given up: too many wait", dropped, group);
            }
        }
        work();
    }

    synchronized void offerDeferred(DeferredPayload payload) {
        backlog.offer(payload);
        work();
    }

    private void work() {
        if (worker == null && !closed) {
            worker = Thread.ofVirtual().name("azure-send " + group).start(this::run);
        }
    }

    /** How many messages wait; a deferred message counts as one. */
    synchronized int waiting() {
        return backlog.size();
    }

    /** Stops sending, whatever waits. */
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
            // The queue is closed: the thread ends.
        }
    }

    private Duration tried(Work work) throws InterruptedException {
        try {
            return send(work);
        } catch (RuntimeException | Error e) {
            // One bad message must not silence the group.
            sending.counters().failed.increment();
            LOG.error("a message for {} could not be made or sent; going on", group, e);
            synchronized (this) {
                return pause(Duration.ZERO);
            }
        }
    }

    private synchronized @Nullable Work next() {
        Work work = closed ? null : backlog.next(largest);
        if (work == null) {
            worker = null;
        }
        return work;
    }

    private Duration send(Work work) throws InterruptedException {
        return switch (work) {
            case Work.Once(List<Payload> payloads) -> {
                String together = Objects.requireNonNull(payloads.getFirst().together());
                CallOutcome outcome =
                        send(
                                payloads.size() == 1
                                        ? MessageBody.of(payloads.getFirst())
                                        : MessageBody.of(together, payloads));
                yield settle(payloads, outcome);
            }
            case Work.Repeatable(Payload payload) -> settle(payload, send(MessageBody.of(payload)));
            case Work.Deferred(DeferredPayload payload) -> sendDeferred(payload);
        };
    }

    private CallOutcome send(byte[] message) throws InterruptedException {
        sending.inFlight().acquire();
        try {
            return sending.service().sendToGroup(group, message);
        } finally {
            sending.inFlight().release();
        }
    }

    private synchronized Duration settle(List<Payload> payloads, CallOutcome outcome) {
        int count = payloads.size();
        return switch (outcome) {
            case CallOutcome.Done _, CallOutcome.Missing _ -> accepted(count);
            case CallOutcome.NotTaken(String _, Duration asked) -> {
                sending.counters().notTaken.increment(count);
                backlog.putBack(payloads);
                yield pause(asked);
            }
            case CallOutcome.Uncertain(String reason) -> {
                sending.counters().uncertain.increment(count);
                LOG.warn(
                        "{} messages for {} may have been told, and are not told again: {}",
                        count,
                        group,
                        reason);
                yield pause(Duration.ZERO);
            }
            case CallOutcome.Refused(int status, String reason) -> {
                if (status == TOO_LARGE && count > 1 && largest > SMALLEST) {
                    largest = Math.max(SMALLEST, largest / 2);
                    backlog.putBack(payloads);
                    yield Duration.ZERO;
                }
                yield givenUp(count, reason);
            }
        };
    }

    private synchronized Duration settle(Payload payload, CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Done _, CallOutcome.Missing _ -> accepted(1);
            case CallOutcome.NotTaken(String _, Duration asked) -> {
                sending.counters().notTaken.increment();
                yield again(payload, asked);
            }
            case CallOutcome.Uncertain _ -> {
                sending.counters().uncertain.increment();
                yield again(payload, Duration.ZERO);
            }
            case CallOutcome.Refused(int _, String reason) -> givenUp(1, reason);
        };
    }

    private Duration again(Payload payload, Duration asked) {
        backlog.putBack(payload);
        return pause(asked);
    }

    private Duration sendDeferred(DeferredPayload payload) throws InterruptedException {
        DeferredPayload.ForGroup made = payload.forGroup(largest() - MessageBody.OVERHEAD);
        if (made == null) {
            return Duration.ZERO;
        }
        for (Payload part : made.parts()) {
            CallOutcome outcome = send(MessageBody.of(part));
            if (!(outcome instanceof CallOutcome.Done || outcome instanceof CallOutcome.Missing)) {
                return settleDeferred(payload, outcome);
            }
        }
        made.accepted().run();
        synchronized (this) {
            return accepted(made.parts().size());
        }
    }

    private synchronized Duration settleDeferred(DeferredPayload payload, CallOutcome outcome) {
        Duration asked = Duration.ZERO;
        switch (outcome) {
            case CallOutcome.Refused(int status, String reason)
                    when status != TOO_LARGE || largest <= SMALLEST -> {
                return givenUp(1, reason);
            }
            case CallOutcome.Refused _ -> largest = Math.max(SMALLEST, largest / 2);
            case CallOutcome.NotTaken(String _, Duration pause) -> {
                asked = pause;
                sending.counters().notTaken.increment();
            }
            default -> sending.counters().uncertain.increment();
        }
        backlog.putBack(payload);
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
