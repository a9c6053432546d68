package io.lineside.core.alarm;

import io.lineside.model.AlarmType;
import io.lineside.model.Quality;
import io.lineside.model.Sample;
import io.lineside.model.Value;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A limit that a signal's value must not pass (ISA-18.2, absolute alarm).
 *
 * @param type which side of the limit is wrong, and how wrong
 * @param limit in the signal's unit; the limit itself is still normal
 * @param deadband how far back from the limit the value must come before the condition is gone, in
 *     the signal's unit, 0 or more
 * @param onDelay how long the condition must hold before the alarm is raised, on event time
 * @param offDelay how long the condition must be gone before the alarm is cleared, on event time
 * @param priority 1 (most urgent) to 4
 */
public record LimitRule(
        AlarmType type,
        double limit,
        double deadband,
        Duration onDelay,
        Duration offDelay,
        int priority)
        implements Rule {

    public LimitRule {
        if (!Double.isFinite(limit)) {
            throw new IllegalArgumentException("limit is " + limit + ", expected a finite number");
        }
        if (!(deadband >= 0)) {
            throw new IllegalArgumentException("deadband is " + deadband + ", expected 0 or more");
        }
        if (onDelay.isNegative() || offDelay.isNegative()) {
            throw new IllegalArgumentException("an alarm delay is negative, expected 0 or more");
        }
        if (priority < 1 || priority > 4) {
            throw new IllegalArgumentException("priority is " + priority + ", expected 1 to 4");
        }
    }

    @Override
    public Condition judge(Sample sample, boolean active) {
        Value value = sample.value();
        if (sample.quality() == Quality.BAD || value == null) {
            return Condition.UNKNOWN;
        }
        OptionalDouble number = value.comparable();
        return number.isEmpty()
                ? Condition.UNKNOWN
                : new Condition.Judged(holds(number.getAsDouble(), active), number.getAsDouble());
    }

    /**
     * Whether the condition holds for this number.
     *
     * @param active whether the alarm is active now: then the deadband applies
     */
    public boolean holds(double number, boolean active) {
        double edge = active ? deadband : 0;
        return isHigh() ? number > limit - edge : number < limit + edge;
    }

    private boolean isHigh() {
        return type == AlarmType.HIGH || type == AlarmType.HIGH_HIGH;
    }
}
