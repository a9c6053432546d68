package io.lineside.wire;

import io.lineside.model.SourceState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every client of a site hears once a second, changed or not: it alone tells whether the link
 * is live. A head that stays ahead of what the client has means loss, and the client recovers. It
 * follows an envelope's rule of prev and seq.
 *
 * @param group the live group
 * @param epoch the values epoch
 * @param prev the seq of the heads before it
 * @param seq the relay's newest seq
 * @param time the relay's clock, epoch milliseconds
 * @param heads the values groups of the site whose head moved since prev
 * @param alarmEpoch the journal's id
 * @param alarmHeads the newest seq of every alarms group of the site that ever had a transition
 * @param state whether what the relay tells is the present
 * @param sourceLag milliseconds the newest event took from being enqueued to arriving
 * @param plantVersion the version of {@link io.lineside.wire.PlantView} in force
 * @param journalled false while alarms cannot be written to the journal
 * @param delivery how the service that carries the messages does; null, and left out, where the
 *     relay's own hub does
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

    /** Heads that the relay's own hub carries. */
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
