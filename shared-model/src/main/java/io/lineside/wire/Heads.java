package io.lineside.wire;

import io.lineside.model.SourceState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the groups of a site go: published once a second to every client of the site, changed or
 * not. Clients judge by these messages alone whether the link is live. A head that stays ahead of
 * the client's cursor means loss, and the client recovers. For prev and seq the rule of {@link
 * Envelope} holds.
 *
 * @param group the live group
 * @param epoch the values epoch
 * @param prev the seq of the heads published before these
 * @param seq the relay's newest seq
 * @param time the relay's clock, epoch milliseconds
 * @param heads the values groups of the site whose head moved since prev
 * @param alarmEpoch the journal's id
 * @param alarmHeads the newest seq of every alarms group of the site that ever had a transition
 * @param state whether the published values are the present
 * @param sourceLag milliseconds the newest event took from being enqueued to arriving
 * @param plantVersion the version of {@link io.lineside.wire.PlantView} in force
 * @param journalled false while alarms cannot be written to the journal
 * @param delivery the state of the service that carries the messages; null, and left out, where the
 *     relay's own hub carries them
 */
public record Heads(
        String group,
        String epoch,
        long prev,
        long seq,
        long time,
        List<Head> heads,
        String alarmEpoch,
        List<Head> alarmHeads,
        SourceState state,
        long sourceLag,
        long plantVersion,
        boolean journalled,
        @Nullable DeliveryState delivery) {

    /** Heads where the relay's own hub carries the messages. */
    public Heads(
            String group,
            String epoch,
            long prev,
            long seq,
            long time,
            List<Head> heads,
            String alarmEpoch,
            List<Head> alarmHeads,
            SourceState state,
            long sourceLag,
            long plantVersion,
            boolean journalled) {
        this(
                group,
                epoch,
                prev,
                seq,
                time,
                heads,
                alarmEpoch,
                alarmHeads,
                state,
                sourceLag,
                plantVersion,
                journalled,
                null);
    }
}
