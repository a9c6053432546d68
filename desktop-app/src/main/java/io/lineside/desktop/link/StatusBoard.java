package io.lineside.desktop.link;

import io.lineside.model.SourceState;
import io.lineside.wire.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * How the link stands, as the link thread noted it, and when the link thread last looked. Written
 * by the link thread alone; read on any thread.
 */
final class StatusBoard {

    private final Liveness liveness;
    private volatile LinkStatus noted = LinkStatus.START;
    private volatile boolean ticked;
    private volatile long lastTick;

    StatusBoard(Liveness liveness) {
        this.liveness = liveness;
    }

    /** How the link stands. Any thread. */
    LinkStatus noted() {
        return noted;
    }

    /**
     * How the link stands, and no link where the link thread has hung: the status it left is not
     * the present. Changes nothing. Any thread.
     */
    LinkStatus at(long now) {
        LinkStatus last = noted;
        if (!hasHung(now)) {
            return last;
        }
        return last.with(
                switch (last.link()) {
                    case LinkState.Live _, LinkState.Delayed _ ->
                            new LinkState.NoLink(liveness.newestHeads());
                    case LinkState.NoLink lost -> lost;
                    case LinkState.Connecting never -> never;
                });
    }

    /** Whether the link thread has not ticked for so long that it has died or hangs. Any thread. */
    boolean hasHung(long now) {
        return ticked && now - lastTick >= Liveness.NO_LINK.toNanos();
    }

    /** The link thread looks. */
    void ticked(long now) {
        lastTick = now;
        ticked = true;
    }

    void link(LinkState link) {
        noted = noted.with(link);
    }

    /** What the relay says in heads and answers. */
    void relay(SourceState source, boolean journalled, @Nullable DeliveryState delivery) {
        noted = new LinkStatus(noted.link(), source, journalled, delivery);
    }

    /** How the service does, asked while no heads arrive; live heads say it themselves. */
    void delivery(@Nullable DeliveryState state) {
        if (!(noted.link() instanceof LinkState.Live)) {
            relay(noted.source(), noted.journalled(), state);
        }
    }
}
