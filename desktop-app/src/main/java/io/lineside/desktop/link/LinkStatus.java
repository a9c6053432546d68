package io.lineside.desktop.link;

import io.lineside.desktop.latest.Readings;
import io.lineside.model.SourceState;
import io.lineside.wire.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * How the link stands: four facts that are never mixed. Immutable.
 *
 * @param link how live the link to the relay is
 * @param source whether the values the relay sends are the present
 * @param journalled false while alarms cannot be written to the journal
 * @param delivery how the service between relay and clients does, as the relay says; null where
 *     there is none, or where the relay cannot be asked
 */
public record LinkStatus(
        LinkState link, SourceState source, boolean journalled, @Nullable DeliveryState delivery) {

    static final LinkStatus START =
            new LinkStatus(new LinkState.Connecting(), SourceState.LOST, true, null);

    /** A status where the relay's own hub carries the messages. */
    public LinkStatus(LinkState link, SourceState source, boolean journalled) {
        this(link, source, journalled, null);
    }

    /** This status with another link. */
    LinkStatus with(LinkState other) {
        return new LinkStatus(other, source, journalled, delivery);
    }

    /** Whether the service, where there is one, carries the relay's messages. */
    public boolean isDelivered() {
        return delivery == null || delivery.carries();
    }

    /** Whether a value may look live. */
    public boolean isLive() {
        return (link instanceof LinkState.Live || link instanceof LinkState.Delayed)
                && source == SourceState.LIVE
                && isDelivered();
    }

    /**
     * Whether an operator's act can reach the relay, and what the operator sees is what the relay
     * knows.
     */
    public boolean canAct() {
        return link instanceof LinkState.Live;
    }

    /** What may be shown of the latest values: none is vouched for but over a link that stands. */
    public Readings readings(Readings latest) {
        return link instanceof LinkState.Live || link instanceof LinkState.Delayed
                ? latest
                : latest.unvouched();
    }
}
