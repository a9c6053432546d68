package io.lineside.relay.alarm;

import io.lineside.model.AlarmEvent;
import io.lineside.model.AlarmFacts;
import io.lineside.relay.model.AlarmDefinition;
import io.lineside.wire.AlarmView;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is kept of one alarm. Times are epoch milliseconds; what the parts mean stands at
 * {@link AlarmView}.
 *
 * @param pending the delay that runs; null when none does
 */
public record AlarmRecord(
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
    public static final AlarmRecord NEW =
            new AlarmRecord(AlarmFacts.NORMAL, "", 0, null, 0, null, null, null, null, null);

    AlarmRecord with(@Nullable Pending other) {
        return new AlarmRecord(
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

    AlarmRecord raised(long at, long time, String cause, @Nullable Double by) {
        AlarmFacts after = facts.on(AlarmEvent.RAISED);
        return new AlarmRecord(after, cause, at, by, time, null, null, null, null, null);
    }

    AlarmRecord cleared(long at, long time, @Nullable Double by) {
        return new AlarmRecord(
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

    AlarmRecord acknowledged(long at, long time, String user, @Nullable String said) {
        return new AlarmRecord(
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

    AlarmRecord condition(long at, AlarmEvent event) {
        return new AlarmRecord(
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
