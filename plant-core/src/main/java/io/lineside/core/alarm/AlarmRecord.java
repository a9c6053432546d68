package io.lineside.core.alarm;

import io.lineside.model.AlarmEvent;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is kept of one alarm. Times are epoch milliseconds; {@link AlarmStatus} explains
 * the components.
 *
 * @param pending the running delay; null when none runs
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

    AlarmRecord acknowledged(long at, long time, String user, @Nullable String note) {
        return new AlarmRecord(
                facts.on(AlarmEvent.ACKNOWLEDGED),
                occurrence,
                at,
                value,
                raisedAt,
                clearedAt,
                time,
                user,
                note,
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
}
