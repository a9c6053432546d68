package io.lineside.core.alarm;

import io.lineside.model.AlarmState;
import io.lineside.model.AlarmType;
import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;
import org.jspecify.annotations.Nullable;

/**
 * One alarm at one moment: what the plant says of it, and what is known of its newest occurrence.
 * Times are epoch milliseconds.
 *
 * @param alarm its id: {@code device/name/sign}
 * @param occurrence names this raise: the cause of its transition; empty when never raised
 * @param seq the transition that made it so, within its area
 * @param signal the signal it watches
 * @param unit the unit of its device
 * @param type which kind of condition
 * @param priority 1 (most urgent) to 4
 * @param message one line for the operator
 * @param state the state that an operator sees
 * @param conditionUnknown the signal is bad, so nobody knows whether the condition still holds
 * @param value what raised it, or cleared it, in the signal's unit; null when never raised
 * @param limit in the signal's unit
 * @param raisedAt event time; 0 when never raised
 * @param clearedAt event time; null while active
 * @param acknowledgedAt the relay's time; null while unacknowledged
 * @param acknowledgedBy who; null while unacknowledged
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

    /** The alarm of this definition, of which this is known. */
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
