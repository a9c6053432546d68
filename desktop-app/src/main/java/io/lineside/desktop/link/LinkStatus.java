package io.lineside.desktop.link;

import io.lineside.model.SourceState;
import io.lineside.wire.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * What the top bar tells, four facts that are never mixed.
 *
 * @param link how live the link to the relay is
 * @param source whether what the relay tells is the present
 * @param journalled false while alarms cannot be written to the journal
 * @param delivery how the service between relay and clients does, as the relay says; null where
 *     there is none, or where the relay cannot be asked
 */
public record LinkStatus(
        LinkState link, SourceState source, boolean journalled, @Nullable DeliveryState delivery) {

    static final LinkStatus START =
            new LinkStatus(new LinkState.Connecting(), SourceState.LOST, true, null);

    /** A status where nothing but the relay carries the messages. */
    public LinkStatus(LinkState link, SourceState source, boolean journalled) {
        this(link, source, journalled, null);
    }

    /** Whether the service, where there is one, carries what the relay tells. */
    public boolean isDelivered() {
        return delivery == null || delivery.carries();
    }

    /** Whether a value may look live. */
    public boolean isLive() {
        return (link instanceof LinkState.Live || link instanceof LinkState.Delayed)
                && source == SourceState.LIVE
                && isDelivered();
    }

    /** Whether an operator's act can reach the relay and what he sees is what it knows. */
    public boolean canAct() {
        return link instanceof LinkState.Live;
    }
}
