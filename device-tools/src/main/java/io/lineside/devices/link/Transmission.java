package io.lineside.devices.link;

import io.lineside.devices.link.Outbox.Pending;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one link on their way to the hub, over the connection that the link has now. Each
 * connection is a generation; what comes from a connection of an older generation is ignored. Safe
 * on any thread.
 */
final class Transmission {

    private static final Logger log = LoggerFactory.getLogger(DeviceLink.class);

    private final String deviceId;
    private final LinkSettings settings;
    private final AckTimes ackTimes;
    private final LongSupplier nanoTime;
    private final LinkStatus status;

    /**
     * Guards all below. The lock is held while a message is given to the SDK, so that the SDK has
     * the messages in the same order.
     */
    private final ReentrantLock order = new ReentrantLock();

    private final Condition changed = order.newCondition();
    private final Outbox outbox = new Outbox();
    private @Nullable Uplink uplink;
    private int generation;
    private boolean closed;

    Transmission(
            String deviceId,
            LinkSettings settings,
            AckTimes ackTimes,
            LongSupplier nanoTime,
            LinkStatus status) {
        this.deviceId = deviceId;
        this.settings = settings;
        this.ackTimes = ackTimes;
        this.nanoTime = nanoTime;
        this.status = status;
    }

    /** As {@link DeviceLink#send}, at this time. */
    CompletableFuture<Void> send(List<Measurement> readings, InstantSource clock)
            throws InterruptedException {
        order.lockInterruptibly();
        try {
            while (outbox.size() >= settings.window() && !closed) {
                changed.await();
            }
            if (closed) {
                throw new IllegalStateException("link " + deviceId + " is closed");
            }
            Instant now = clock.instant();
            Pending message =
                    new Pending(TelemetryBody.encode(readings, now), nanoTime.getAsLong());
            if (message.body.length > DeviceLink.LARGEST_BODY && readings.size() > 1) {
                int half = readings.size() / 2;
                return CompletableFuture.allOf(
                        send(readings.subList(0, half), clock),
                        send(readings.subList(half, readings.size()), clock));
            }
            if (message.body.length > DeviceLink.LARGEST_BODY) {
                outbox.refuse(readings);
                return CompletableFuture.failedFuture(tooLarge(message));
            }
            outbox.add(message, deviceId, readings);
            if (uplink != null && !outbox.isUplinkBusy()) {
                handOver(uplink, outbox.next());
            }
            return message.done;
        } finally {
            order.unlock();
        }
    }

    private static IOException tooLarge(Pending message) {
        return new IOException(
                "message of "
                        + message.body.length
                        + " bytes, expected at most "
                        + DeviceLink.LARGEST_BODY);
    }

    /**
     * Gives the SDK a message. While the SDK looks for expired messages it takes its whole queue
     * out and puts the queue back, so that a message added just then comes before older ones.
     * Therefore messages are added only where that cannot happen: when the SDK has none, or on the
     * SDK's own sending thread, which calls back with each acknowledgement.
     */
    private void handOver(Uplink to, @Nullable Pending message) {
        if (message == null) {
            return;
        }
        int now = generation;
        message.lastSent = nanoTime.getAsLong();
        try {
            to.send(message.id, message.body, error -> answered(message, now, error));
        } catch (IllegalStateException e) {
            lost(now, e);
        }
    }

    private void handOverAll(int by) {
        while (uplink != null && by == generation) {
            Pending next = outbox.next();
            if (next == null) {
                return;
            }
            handOver(uplink, next);
        }
    }

    private void answered(Pending message, int by, @Nullable Throwable error) {
        order.lock();
        try {
            if (error != null) {
                lost(by, error);
                return;
            }
            // An acknowledgement that comes after its connection was given up counts for nothing:
            // the message is sent again on the next connection in any case.
            if (by != generation || !outbox.acknowledge(message)) {
                return;
            }
            ackTimes.record(Duration.ofNanos(nanoTime.getAsLong() - message.firstSent));
            handOverAll(by);
            changed.signalAll();
        } finally {
            order.unlock();
        }
        message.done.complete(null);
    }

    /**
     * Gives up the connection of this generation; what is pending waits for the next connection.
     * Does nothing when that connection was given up before.
     */
    void lost(int which, Throwable cause) {
        order.lock();
        try {
            if (which != generation) {
                return;
            }
            generation++;
            Uplink old = uplink;
            uplink = null;
            if (!closed) {
                String reason = String.valueOf(cause.getMessage());
                boolean _ = status.isNewTrouble(reason);
                log.warn("{}: {}; {} messages pending", deviceId, reason, outbox.size());
            }
            changed.signalAll();
            if (old != null) {
                var _ = DeviceLink.closeAside(deviceId, old);
            }
        } finally {
            order.unlock();
        }
    }

    /** Begins a new generation, so that all of the connection before is ignored from now on. */
    int nextGeneration() {
        order.lock();
        try {
            return ++generation;
        } finally {
            order.unlock();
        }
    }

    /**
     * Sends what is pending over a fresh connection, oldest first, and returns when that connection
     * is lost or the link is closed.
     *
     * @return false when the connection came too late and was not used
     */
    boolean use(Uplink fresh, int mine) throws InterruptedException {
        order.lock();
        try {
            if (mine != generation || closed) {
                var _ = DeviceLink.closeAside(deviceId, fresh);
                return false;
            }
            uplink = fresh;
            status.noTrouble();
            outbox.connected();
            handOver(fresh, outbox.next());
            status.connected();
            changed.signalAll();
            while (uplink == fresh && !closed) {
                changed.awaitNanos(settings.acknowledgeWithin().toNanos() / 4);
                giveUpWhenOverdue(mine);
            }
            return true;
        } finally {
            order.unlock();
        }
    }

    private void giveUpWhenOverdue(int mine) {
        Pending oldest = outbox.oldest();
        if (oldest == null) {
            return;
        }
        long waited = nanoTime.getAsLong() - oldest.lastSent;
        if (waited > settings.acknowledgeWithin().toNanos()) {
            lost(mine, new IOException("no acknowledgement for " + waited / 1_000_000 + " ms"));
        }
    }

    /** Waits this long before connecting again; false when the link is closed. */
    boolean rest(Duration pause) throws InterruptedException {
        order.lock();
        try {
            long left = pause.toNanos();
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } finally {
            order.unlock();
        }
    }

    /** Waits until all is acknowledged; false when it is not after this time. */
    boolean flush(Duration within) throws InterruptedException {
        order.lockInterruptibly();
        try {
            long left = within.toNanos();
            while (outbox.size() > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            return outbox.size() == 0;
        } finally {
            order.unlock();
        }
    }

    /** What this link has done. */
    LinkCounts counts() {
        order.lock();
        try {
            return outbox.counts();
        } finally {
            order.unlock();
        }
    }

    /** The value sent last of each signal, in the signals' order; null values included. */
    Map<SignalId, @Nullable Value> last() {
        order.lock();
        try {
            return outbox.last();
        } finally {
            order.unlock();
        }
    }

    /** Takes no more messages, fails those that are pending, and gives back the connection. */
    @Nullable Uplink close() {
        List<Pending> rest;
        Uplink old;
        order.lock();
        try {
            closed = true;
            generation++;
            rest = outbox.giveUp();
            old = uplink;
            uplink = null;
            changed.signalAll();
        } finally {
            order.unlock();
        }
        IOException reason =
                new IOException("link " + deviceId + " closed before the hub answered");
        rest.forEach(message -> message.done.completeExceptionally(reason));
        return old;
    }
}
