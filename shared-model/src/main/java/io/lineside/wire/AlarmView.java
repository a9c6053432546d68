package io.lineside.wire;

import io.lineside.model.AlarmState;
import io.lineside.model.AlarmType;
import org.jspecify.annotations.Nullable;

/**
 * One alarm as clients see it.
 *
 * @param alarm its id: {@code device/name/sign}
 * @param occurrence names this raise; an acknowledgement names the occurrence, so that it cannot
 *     apply to a later one
 * @param seq the seq, within the alarms group, of the transition that led to this state
 * @param signal {@code device/name}
 * @param unit the asset path of the unit
 * @param type the kind of condition; the wire has the constant's name
 * @param priority 1 (most urgent) to 4
 * @param message one line for the operator
 * @param display the state to show
 * @param conditionUnknown whether the signal is bad, so that it is not known whether the condition
 *     still holds
 * @param value the value that raised or cleared the alarm; null when the alarm was never raised
 * @param limit in the signal's unit
 * @param raisedAt event time, epoch milliseconds
 * @param clearedAt event time; null while active
 * @param acknowledgedAt the relay's time; null while unacknowledged
 * @param acknowledgedBy the user who acknowledged; null while unacknowledged
 * @param comment what the operator wrote; null when nothing
 * @param journalled false when the newest transition could not be written to the journal
 */
public record AlarmView(
        String alarm,
        String occurrence,
        long seq,
        String signal,
        String unit,
        AlarmType type,
        int priority,
        String message,
        AlarmState display,
        boolean conditionUnknown,
        @Nullable Double value,
        double limit,
        long raisedAt,
        @Nullable Long clearedAt,
        @Nullable Long acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable String comment,
        boolean journalled) {}
