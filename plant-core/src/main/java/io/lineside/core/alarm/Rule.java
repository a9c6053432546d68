package io.lineside.core.alarm;

import io.lineside.model.AlarmType;
import io.lineside.model.Sample;
import java.time.Duration;

/**
 * The condition that an alarm watches its signal for. A new kind of rule needs a record of its own
 * here, its keys in the plant file, and its {@link AlarmType}; no other code looks into a rule.
 */
public sealed interface Rule permits LimitRule {

    /** The kind of condition, as operators and the wire name it. */
    AlarmType type();

    /** 1 (most urgent) to 4. */
    int priority();

    /** How long the condition must hold before the alarm is raised, on event time. */
    Duration onDelay();

    /** How long the condition must be gone before the alarm is cleared, on event time. */
    Duration offDelay();

    /** The number that the condition compares with, in the signal's unit. */
    double limit();

    /**
     * Judges a sample.
     *
     * @param active whether the alarm is active now: a deadband then applies
     */
    Condition judge(Sample sample, boolean active);
}
