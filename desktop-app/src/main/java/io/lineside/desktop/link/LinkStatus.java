package io.lineside.desktop.link;

import io.lineside.model.wire.SourceState;

/**
 * What the top bar tells, three facts that are never mixed.
 *
 * @param link how live the link to the relay is
 * @param source whether what the relay tells is the present
 * @param journalled false while alarms cannot be written to the journal
 */
public record LinkStatus(LinkState link, SourceState source, boolean journalled) {

    static final LinkStatus START =
            new LinkStatus(new LinkState.Connecting(), SourceState.LOST, true);

    /** Whether a value may look live. */
    public boolean isLive() {
        return (link instanceof LinkState.Live || link instanceof LinkState.Delayed)
                && source == SourceState.LIVE;
    }

    /** Whether an operator's act can reach the relay and what he sees is what it knows. */
    public boolean canAct() {
        return link instanceof LinkState.Live;
    }
}
