package io.lineside.wire;

import io.lineside.model.SourceState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code PUT /api/subscriptions}: all that a connection wants, for a lease of 60 s. Subscribing,
 * renewing and recovering are this one call.
 *
 * @param connectionId the SignalR connection's id
 * @param paths sites, areas or units; each stands for all units below it, those that appear later
 *     included
 * @param have the client's cursors, by values or alarms group; a group without a cursor is answered
 *     with a snapshot
 */
public record Subscription(String connectionId, List<String> paths, Map<String, Cursor> have) {

    /**
     * The answer, made once the client has joined its groups: what the client missed.
     *
     * @param time the relay's clock, epoch milliseconds; with the call's round trip it gives the
     *     offset between the clocks
     * @param lease milliseconds until the relay ends the subscription
     * @param plantVersion the version of the plant in force
     * @param state whether the published values are the present
     * @param journalled false while alarms cannot be written to the journal
     * @param values per values group the changes after the client's cursor, or a snapshot; every
     *     group has an envelope, also when nothing changed
     * @param alarms per alarms group what the client missed
     * @param delivery the state of the service that carries the messages; null, and left out, where
     *     the relay's own hub carries them
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
     * @param seq the newest transition in the group
     * @param current every alarm that is not normal
     * @param missed the transitions after the client's cursor, in order, oldest first; empty when
     *     the client had no cursor in this epoch, or missed more than 1,000
     */
    public record Alarms(
            String group,
            String epoch,
            long seq,
            List<AlarmView> current,
            List<AlarmTransition> missed) {}
}
