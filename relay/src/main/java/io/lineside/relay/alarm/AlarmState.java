package io.lineside.relay.alarm;

import io.lineside.model.alarm.AlarmEvent;
import io.lineside.model.alarm.AlarmFacts;
import io.lineside.model.wire.AlarmView;
import io.lineside.relay.model.AlarmDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is kept of one alarm. Times are epoch milliseconds; what the parts mean stands at
 * {@link AlarmView}.
 *
 * @param pending the delay that runs; null when none does
 */
public record AlarmState(
        AlarmFacts facts,
        String occurrence,
        long seq,
        @Nullable Double value,
        long raisedAt,
        @Nullable Long clearedAt,
        @Nullable Long acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable String comment,
        @Nullable Pending pending) {

    /** An alarm to which nothing ever happened. */
    public static final AlarmState NEW =
            new AlarmState(AlarmFacts.NORMAL, "", 0, null, 0, null, null, null, null, null);

    AlarmState with(@Nullable Pending other) {
        return new AlarmState(
                facts,
                occurrence,
                seq,
                value,
                raisedAt,
                clearedAt,
                acknowledgedAt,
                acknowledgedBy,
                comment,
                other);
    }

    AlarmState raised(long at, long time, String cause, @Nullable Double by) {
        AlarmFacts after = facts.on(AlarmEvent.RAISED);
        return new AlarmState(after, cause, at, by, time, null, null, null, null, null);
    }

    AlarmState cleared(long at, long time, @Nullable Double by) {
        return new AlarmState(
                facts.on(AlarmEvent.CLEARED),
                occurrence,
                at,
                by,
                raisedAt,
                time,
                acknowledgedAt,
                acknowledgedBy,
                comment,
                null);
    }

    AlarmState acknowledged(long at, long time, String user, @Nullable String said) {
        return new AlarmState(
                facts.on(AlarmEvent.ACKNOWLEDGED),
                occurrence,
                at,
                value,
                raisedAt,
                clearedAt,
                time,
                user,
                said,
                pending);
    }

    AlarmState condition(long at, AlarmEvent event) {
        return new AlarmState(
                facts.on(event),
                occurrence,
                at,
                value,
                raisedAt,
                clearedAt,
                acknowledgedAt,
                acknowledgedBy,
                comment,
                null);
    }

    /** The alarm as clients see it, once it is in the journal. */
    AlarmView view(AlarmDefinition alarm) {
        return new AlarmView(
                alarm.id(),
                occurrence,
                seq,
                alarm.signal().toString(),
                alarm.unit().text(),
                alarm.rule().type(),
                alarm.rule().priority(),
                alarm.message(),
                facts.display(),
                facts.conditionUnknown(),
                value,
                alarm.rule().limit(),
                raisedAt,
                clearedAt,
                acknowledgedAt,
                acknowledgedBy,
                comment,
                true);
    }
}
