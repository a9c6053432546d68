package io.lineside.devices.link;

import io.lineside.model.SignalId;
import io.lineside.model.Value;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

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

    private static final Duration FLUSH = Duration.ofSeconds(10);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final String deviceId;
    private final InstantSource clock;
    private final Transmission delivery;
    private final LinkStatus status;

    private DeviceLink(
            String deviceId, InstantSource clock, Transmission delivery, LinkStatus status) {
        this.deviceId = deviceId;
        this.clock = clock;
        this.delivery = delivery;
        this.status = status;
    }

    /**
     * Starts a link over Azure's device SDK; it connects on its own thread, again and again until
     * it is closed.
     *
     * @throws IllegalArgumentException when the device has no connection string
     */
    public static DeviceLink start(
            String deviceId, Connections connections, LinkSettings settings, AckTimes ackTimes) {
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
            LinkSettings settings,
            AckTimes ackTimes,
            InstantSource clock,
            LongSupplier nanoTime) {
        LinkStatus status = new LinkStatus();
        Transmission delivery = new Transmission(deviceId, settings, ackTimes, nanoTime, status);
        Thread.ofVirtual()
                .name("link-" + deviceId)
                .start(new Connector(deviceId, uplinks, settings, delivery, status));
        return new DeviceLink(deviceId, clock, delivery, status);
    }

    /** The device that is linked. */
    public String deviceId() {
        return deviceId;
    }

    /** Done when the hub has accepted the device for the first time. */
    public CompletableFuture<Void> connected() {
        return status.firstConnection();
    }

    /** Why there is no connection now; null when there is one, or none was tried yet. */
    public @Nullable String trouble() {
        return status.trouble();
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
    public CompletableFuture<Void> send(List<Measurement> readings) throws InterruptedException {
        return delivery.send(readings, clock);
    }

    /** Waits until all is acknowledged; false when it is not after this time. */
    public boolean flush(Duration within) throws InterruptedException {
        return delivery.flush(within);
    }

    /** What this link has done. */
    public LinkCounts counts() {
        return delivery.counts();
    }

    /** The value sent last of each signal, in the signals' order; null values included. */
    public Map<SignalId, @Nullable Value> last() {
        return delivery.last();
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
        Uplink old = delivery.close();
        try {
            if (old != null) {
                boolean _ = closeAside(deviceId, old).join(GOODBYE);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closing a dead connection can take the SDK a minute; recovery does not wait for that. */
    static Thread closeAside(String deviceId, Uplink old) {
        return Thread.ofVirtual().name("link-close-" + deviceId).start(old::close);
    }
}
