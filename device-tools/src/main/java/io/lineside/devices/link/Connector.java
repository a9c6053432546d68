package io.lineside.devices.link;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the connections of one link, one after the other, with a pause that doubles while none can
 * be made. Runs on the thread {@code link-ID} until the link is closed.
 */
final class Connector implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(DeviceLink.class);

    private final String deviceId;
    private final Uplink.Factory uplinks;
    private final LinkSettings settings;
    private final Transmission delivery;
    private final LinkStatus status;

    Connector(
            String deviceId,
            Uplink.Factory uplinks,
            LinkSettings settings,
            Transmission delivery,
            LinkStatus status) {
        this.deviceId = deviceId;
        this.uplinks = uplinks;
        this.settings = settings;
        this.delivery = delivery;
        this.status = status;
    }

    @Override
    public void run() {
        Duration pause = settings.shortestPause();
        try {
            while (true) {
                if (connect()) {
                    pause = settings.shortestPause();
                }
                if (!delivery.rest(pause)) {
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

    /** Connects, and stays until the connection is lost; false when there was no connection. */
    private boolean connect() throws InterruptedException {
        int mine = delivery.nextGeneration();
        Uplink fresh = open(mine);
        return fresh != null && delivery.use(fresh, mine);
    }

    // The SDK throws a choice of unchecked exceptions for hosts and keys it does not like.
    private @Nullable Uplink open(int mine) {
        Uplink fresh = null;
        try {
            fresh = uplinks.create();
            fresh.open(cause -> delivery.lost(mine, cause));
            return fresh;
        } catch (IOException | RuntimeException e) {
            String reason = String.valueOf(e.getMessage());
            if (status.isNewTrouble(reason)) {
                log.warn("{}: cannot connect: {}", deviceId, reason);
            }
            if (fresh != null) {
                var _ = DeviceLink.closeAside(deviceId, fresh);
            }
            return null;
        }
    }
}
