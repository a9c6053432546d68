package io.lineside.core.alarm;

import io.lineside.model.AlarmEvent;
import io.lineside.model.AlarmState;

/**
 * What is known of one alarm: facts that are independent of each other. {@link #state()} derives
 * the one state an operator sees (ISA-18.2, state letters in the constants of {@link AlarmState}).
 *
 * @param active the condition holds
 * @param acknowledged an operator has taken note of the newest occurrence; true in the normal state
 * @param conditionUnknown the signal's quality is bad, so the condition cannot be judged and stays
 *     as it was
 */
public record AlarmFacts(boolean active, boolean acknowledged, boolean conditionUnknown) {

    /** State A: the condition does not hold, and nothing is to be acknowledged. */
    public static final AlarmFacts NORMAL = new AlarmFacts(false, true, false);

    /**
     * The facts after the event. An event that does not apply (a raise of an active alarm, an
     * acknowledgement of an acknowledged one) leaves the facts as they are, so replaying an event
     * changes nothing.
     */
    public AlarmFacts on(AlarmEvent event) {
        return switch (event) {
            case RAISED -> active ? this : new AlarmFacts(true, false, false);
            case CLEARED -> active ? new AlarmFacts(false, acknowledged, false) : this;
            case ACKNOWLEDGED ->
                    acknowledged ? this : new AlarmFacts(active, true, conditionUnknown);
            case CONDITION_UNKNOWN ->
                    conditionUnknown ? this : new AlarmFacts(active, acknowledged, true);
            case CONDITION_KNOWN ->
                    conditionUnknown ? new AlarmFacts(active, acknowledged, false) : this;
        };
    }

    /** The state an operator sees. */
    public AlarmState state() {
        if (active) {
            return acknowledged ? AlarmState.ACKNOWLEDGED : AlarmState.UNACKNOWLEDGED;
        }
        return acknowledged ? AlarmState.NORMAL : AlarmState.RETURNED_UNACKNOWLEDGED;
    }
}
