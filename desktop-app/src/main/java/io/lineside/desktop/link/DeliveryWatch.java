package io.lineside.desktop.link;

import java.time.Duration;

/**
 * Asks the relay, while no heads arrive, how the service between it and its clients does: either
 * the relay is dead, or the service that carries its messages is. For the link thread.
 */
final class DeliveryWatch {

    static final Duration EVERY = Duration.ofSeconds(2);

    private final Transport transport;
    private boolean asked;
    private long askedAt;

    DeliveryWatch(Transport transport) {
        this.transport = transport;
    }

    /** Time passes. */
    void tick(LinkState link, long now) {
        if (link instanceof LinkState.Live) {
            asked = false;
        } else if (!asked || now - askedAt > EVERY.toNanos()) {
            asked = true;
            askedAt = now;
            transport.askDelivery();
        }
    }
}
