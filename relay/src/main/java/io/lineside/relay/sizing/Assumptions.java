package io.lineside.relay.sizing;

import org.jspecify.annotations.Nullable;

/**
 * What plant.yaml does not contain.
 *
 * @param operators how many clients are connected, all day
 * @param unitsPerOperator how many units each of them watches; null for all
 * @param eventRate how often a signal that reports by exception changes
 * @param alarmRate how often an alarm is raised in each area that has alarms; each is raised,
 *     cleared and acknowledged
 */
record Assumptions(
        int operators, @Nullable Integer unitsPerOperator, Rate eventRate, Rate alarmRate) {

    /** An alarm's transitions: raised, cleared and acknowledged. */
    static final int TRANSITIONS = 3;

    double transitionsPerSecond() {
        return alarmRate.perSecond() * TRANSITIONS;
    }
}
