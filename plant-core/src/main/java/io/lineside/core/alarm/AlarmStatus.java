package io.lineside.core.alarm;

import io.lineside.model.AlarmState;
import io.lineside.model.AlarmType;
import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;
import org.jspecify.annotations.Nullable;

/**
 * One alarm at one moment: its definition in the plant, and what is known of its newest occurrence.
 * Times are epoch milliseconds.
 *
 * @param alarm its id: {@code device/name/sign}
 * @param occurrence names this raise: the cause of the raise's transition; empty when never raised
 * @param seq the seq, within the area, of the transition that led to this state
 * @param signal the signal that the alarm watches
 * @param unit the unit of the signal's device
 * @param type the kind of condition
 * @param priority 1 (most urgent) to 4
 * @param message one line for the operator
 * @param state the state that an operator sees
 * @param conditionUnknown whether the signal is bad, so that it is not known whether the condition
 *     still holds
 * @param value the value that raised or cleared the alarm, in the signal's unit; null when never
 *     raised
 * @param limit in the signal's unit
 * @param raisedAt event time; 0 when never raised
 * @param clearedAt event time; null while active
 * @param acknowledgedAt the relay's time; null while unacknowledged
 * @param acknowledgedBy the user who acknowledged; null while unacknowledged
 * @param comment what the operator wrote; null when nothing
 */
public record AlarmStatus(
        String alarm,
        String occurrence,
        long seq,
        SignalId signal,
        AssetPath unit,
        AlarmType type,
        int priority,
        String message,
        AlarmState state,
        boolean conditionUnknown,
        @Nullable Double value,
        double limit,
        long raisedAt,
        @Nullable Long clearedAt,
        @Nullable Long acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable String comment) {

    /** The status of an alarm with this definition and this record. */
    public static AlarmStatus of(AlarmDefinition definition, AlarmRecord known) {
        return new AlarmStatus(
                definition.id(),
                known.occurrence(),
                known.seq(),
                definition.signal(),
                definition.unit(),
                definition.rule().type(),
                definition.rule().priority(),
                definition.message(),
                known.facts().state(),
                known.facts().conditionUnknown(),
                known.value(),
                definition.rule().limit(),
                known.raisedAt(),
                known.clearedAt(),
                known.acknowledgedAt(),
                known.acknowledgedBy(),
                known.comment());
    }
}
