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
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device's link to its hub: at least once, in order. What the hub has not acknowledged stays
 * pending, at most a window of it; after a lost connection a new one is made and all that is
 * pending is sent again, oldest first, so that the value sent last is the one that arrives last.
 *
 * <p>Any thread may send. A virtual thread {@code link-ID} connects and recovers.
 */
public final class DeviceLink implements AutoCloseable {

    /** IoT Hub takes no message larger than 256 KB, properties included. */
    public static final int LARGEST_BODY = 255 * 1024;

    private static final Logger log = LoggerFactory.getLogger(DeviceLink.class);
    private static final Duration FLUSH = Duration.ofSeconds(10);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    /**
     * How a link behaves.
     *
     * @param window most messages in flight; a send beyond it waits
     * @param acknowledgeWithin after this time without an acknowledgement the connection is given
     *     up as dead
     * @param shortestPause before the first attempt to connect again
     * @param longestPause the pause doubles up to this
     */
    public record Settings(
            int window, Duration acknowledgeWithin, Duration shortestPause, Duration longestPause) {

        /** Room for a minute of simulated plant. */
        public static Settings standard() {
            return withWindow(200);
        }

        /** The standard with another window. */
        public static Settings withWindow(int window) {
            return new Settings(
                    window, Duration.ofSeconds(20), Duration.ofMillis(100), Duration.ofSeconds(2));
        }
    }

    private final String deviceId;
    private final Uplink.Factory uplinks;
    private final Settings settings;
    private final AckTimes ackTimes;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
    private final Thread thread;

    /** Guards all below; held while a message goes to the SDK, so that order is the same there. */
    private final ReentrantLock order = new ReentrantLock();

    private final Condition changed = order.newCondition();
    private final Outbox outbox = new Outbox();
    private @Nullable Uplink uplink;
    private int generation;
    private boolean closed;

    private DeviceLink(
            String deviceId,
            Uplink.Factory uplinks,
            Settings settings,
            AckTimes ackTimes,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.deviceId = deviceId;
        this.uplinks = uplinks;
        this.settings = settings;
        this.ackTimes = ackTimes;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.thread = Thread.ofVirtual().name("link-" + deviceId).unstarted(this::run);
    }

    /**
     * Starts a link over Azure's device SDK; it connects on its own thread, again and again until
     * it is closed.
     *
     * @throws IllegalArgumentException when the device has no connection string
     */
    public static DeviceLink start(
            String deviceId, Connections connections, Settings settings, AckTimes ackTimes) {
        ConnectionString device =
                connections
                        .device(deviceId)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "device "
                                                        + deviceId
                                                        + " has no connection string"));
        Uplink.Factory uplinks = () -> new SdkUplink(device, connections.trust());
        return start(
                deviceId, uplinks, settings, ackTimes, InstantSource.system(), System::nanoTime);
    }

    static DeviceLink start(
            String deviceId,
            Uplink.Factory uplinks,
            Settings settings,
            AckTimes ackTimes,
            InstantSource clock,
            LongSupplier nanoTime) {
        DeviceLink link = new DeviceLink(deviceId, uplinks, settings, ackTimes, clock, nanoTime);
        link.thread.start();
        return link;
    }

    /** The device that is linked. */
    public String deviceId() {
        return deviceId;
    }

    /** Done when the hub has accepted the device for the first time. */
    public CompletableFuture<Void> connected() {
        return connected.copy();
    }

    /** Why there is no connection now; null when there is one, or none was tried yet. */
    public @Nullable String trouble() {
        return trouble.get();
    }

    /**
     * Sends readings as one message; waits while the window is full, also over a lost connection.
     * Readings without a time get the time of this call to the SDK. More readings than one message
     * holds go in several.
     *
     * @return done when the hub has acknowledged the message; fails with {@link IOException} when
     *     the message is too large or the link is closed before
     * @throws IllegalStateException when the link is closed
     */
    public CompletableFuture<Void> send(List<Reading> readings) throws InterruptedException {
        order.lockInterruptibly();
        try {
            while (outbox.size() >= settings.window() && !closed) {
                changed.await();
            }
            if (closed) {
                throw new IllegalStateException("link " + deviceId + " is closed");
            }
            Instant now = clock.instant();
            Pending message = new Pending(Payload.encode(readings, now), nanoTime.getAsLong());
            if (message.body.length > LARGEST_BODY && readings.size() > 1) {
                int half = readings.size() / 2;
                return CompletableFuture.allOf(
                        send(readings.subList(0, half)),
                        send(readings.subList(half, readings.size())));
            }
            if (message.body.length > LARGEST_BODY) {
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
                "message of " + message.body.length + " bytes, expected at most " + LARGEST_BODY);
    }

    /**
     * Gives the SDK a message. While it looks for expired messages the SDK takes its whole queue
     * out and puts it back, so that a message added just then comes before older ones. Therefore
     * messages are added only where that cannot be: when the SDK has none, or on its own sending
     * thread, which calls back with each acknowledgement.
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
            // Late news of a connection that was given up: the message goes again anyhow.
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

    /** Gives up the connection of this generation; what is pending waits for the next. */
    private void lost(int which, Throwable cause) {
        order.lock();
        try {
            if (which != generation) {
                return;
            }
            generation++;
            Uplink old = uplink;
            uplink = null;
            if (!closed) {
                trouble.set(String.valueOf(cause.getMessage()));
                log.warn("{}: {}; {} messages pending", deviceId, trouble.get(), outbox.size());
            }
            changed.signalAll();
            if (old != null) {
                closeAside(old);
            }
        } finally {
            order.unlock();
        }
    }

    /** Closing a dead connection can take the SDK a minute; recovery does not wait for it. */
    private Thread closeAside(Uplink old) {
        return Thread.ofVirtual().name("link-close-" + deviceId).start(old::close);
    }

    private void run() {
        Duration pause = settings.shortestPause();
        try {
            while (true) {
                if (connect()) {
                    pause = settings.shortestPause();
                }
                if (!rest(pause)) {
                    return;
                }
                Duration twice = pause.multipliedBy(2);
                pause =
                        twice.compareTo(settings.longestPause()) < 0
                                ? twice
                                : settings.longestPause();
            }
        } catch (InterruptedException e) {
            log.debug("{}: interrupted", deviceId, e);
        }
    }

    /** Connects, sends again what is pending, and stays until the connection is lost. */
    private boolean connect() throws InterruptedException {
        int mine = nextGeneration();
        Uplink fresh = open(mine);
        if (fresh == null) {
            return false;
        }
        order.lock();
        try {
            if (mine != generation || closed) {
                closeAside(fresh);
                return false;
            }
            uplink = fresh;
            trouble.set(null);
            outbox.connected();
            handOver(fresh, outbox.next());
            connected.complete(null);
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

    // The SDK throws a choice of unchecked exceptions for hosts and keys it does not like.
    private @Nullable Uplink open(int mine) {
        Uplink fresh = null;
        try {
            fresh = uplinks.create();
            fresh.open(cause -> lost(mine, cause));
            return fresh;
        } catch (IOException | RuntimeException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(trouble.getAndSet(reason))) {
                log.warn("{}: cannot connect: {}", deviceId, reason);
            }
            if (fresh != null) {
                closeAside(fresh);
            }
            return null;
        }
    }

    private int nextGeneration() {
        order.lock();
        try {
            return ++generation;
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
    private boolean rest(Duration pause) throws InterruptedException {
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
    public boolean flush(Duration within) throws InterruptedException {
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
    public LinkCounts counts() {
        order.lock();
        try {
            return outbox.counts();
        } finally {
            order.unlock();
        }
    }

    /** The value sent last of each signal, in the signals' order; null values included. */
    public Map<SignalId, @Nullable Value> last() {
        order.lock();
        try {
            return outbox.last();
        } finally {
            order.unlock();
        }
    }

    /** Waits up to 10 s until all is acknowledged, counts the rest as failed, and disconnects. */
    @Override
    public void close() {
        boolean interrupted = false;
        try {
            flush(FLUSH);
        } catch (InterruptedException e) {
            interrupted = true;
        }
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
        try {
            if (old != null) {
                boolean _ = closeAside(old).join(GOODBYE);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
