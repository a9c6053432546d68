package io.lineside.wire;

import io.lineside.model.SourceState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code PUT /api/subscriptions}: the whole set of what a connection wants. A lease of 60 s;
 * subscribing, renewing and recovering are this one call.
 *
 * @param connectionId the SignalR connection's id
 * @param paths sites, areas or units; all units below each, those that appear later included
 * @param have where the client stands, by values or alarms group; left out: nowhere, and a snapshot
 *     comes
 */
public record Subscription(String connectionId, List<String> paths, Map<String, Cursor> have) {

    /**
     * The answer: joined, and this is what was missed.
     *
     * @param time the relay's clock, epoch milliseconds; with the call's round trip it tells the
     *     clocks' offset
     * @param lease milliseconds until the relay drops the set
     * @param plantVersion the version of the plant in force
     * @param state whether what the relay tells is the present
     * @param journalled false while alarms cannot be written to the journal
     * @param values per values group what changed after the client's seat, or a snapshot; also when
     *     nothing did
     * @param alarms per alarms group what the client missed
     * @param delivery how the service that carries the messages does; null, and left out, where the
     *     relay's own hub does
     */
    public record Answer(
            long time,
            long lease,
            long plantVersion,
            SourceState state,
            boolean journalled,
            List<Envelope> values,
            List<Alarms> alarms,
            @Nullable DeliveryState delivery) {

        /** An answer where the relay's own hub carries the messages. */
        public Answer(
                long time,
                long lease,
                long plantVersion,
                SourceState state,
                boolean journalled,
                List<Envelope> values,
                List<Alarms> alarms) {
            this(time, lease, plantVersion, state, journalled, values, alarms, null);
        }
    }

    /**
     * The alarms of an area.
     *
     * @param group the alarms group
     * @param epoch the journal's id
     * @param seq the newest transition in it
     * @param current every alarm that is not normal
     * @param missed the transitions after the client's seat, in order, oldest first; empty when it
     *     had no seat in this epoch or when more than 1,000 were missed
     */
    public record Alarms(
            String group,
            String epoch,
            long seq,
            List<AlarmView> current,
            List<AlarmTransition> missed) {}
}
