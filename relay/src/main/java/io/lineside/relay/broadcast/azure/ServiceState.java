package io.lineside.relay.broadcast.azure;

import io.lineside.wire.Delivery;
import io.lineside.wire.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of the service, judged by the outcomes of calls, of which there is at least one a
 * second. One success makes the state working again; a single failure among successes does not
 * change it. Safe on any thread.
 */
final class ServiceState {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceState.class);

    /** The service counts as down when a call fails and none has succeeded for this long. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final InstantSource clock;
    private Delivery now;
    private Instant lastSuccess;
    private Instant throttledUntil = Instant.MIN;

    ServiceState(InstantSource clock) {
        this.clock = clock;
        this.lastSuccess = clock.instant();
        this.now =
                new Delivery(
                        DeliveryState.UNKNOWN,
                        lastSuccess.toEpochMilli(),
                        "nothing was sent to Azure SignalR Service yet");
    }

    /** The state now. */
    synchronized Delivery now() {
        return now;
    }

    /** Notes that a call was answered as it should be. */
    synchronized void worked() {
        lastSuccess = clock.instant();
        if (!lastSuccess.isBefore(throttledUntil)) {
            become(DeliveryState.WORKING, null);
        }
    }

    /** Notes that a call was refused because there are too many. */
    synchronized void throttled(Duration pause) {
        Instant at = clock.instant();
        lastSuccess = at;
        Instant until = at.plus(pause);
        throttledUntil = until.isAfter(throttledUntil) ? until : throttledUntil;
        become(DeliveryState.THROTTLED, "Azure SignalR Service throttles what the relay sends");
    }

    /** Notes that a call was refused for its key or identity. */
    synchronized void refused(String reason) {
        become(DeliveryState.REFUSED, "Azure SignalR Service: " + reason);
    }

    /** Notes that a call failed. */
    synchronized void failed(String reason) {
        if (!clock.instant().isBefore(lastSuccess.plus(PATIENCE))) {
            become(DeliveryState.DOWN, "Azure SignalR Service: " + reason);
        }
    }

    private void become(DeliveryState state, @Nullable String reason) {
        if (now.state() == state) {
            return;
        }
        now = new Delivery(state, clock.instant().toEpochMilli(), reason);
        if (state == DeliveryState.WORKING) {
            LOG.info("Azure SignalR Service takes what the relay sends");
        } else {
            LOG.warn("delivery is {}: {}", state.word(), reason);
        }
    }
}
