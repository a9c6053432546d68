package io.lineside.core.engine;

import io.lineside.core.alarm.AlarmStatus;
import io.lineside.core.alarm.Transition;
import org.jspecify.annotations.Nullable;

/** What became of an {@link Acknowledge} command. A reason is one sentence for the operator. */
public sealed interface AcknowledgeOutcome {

    /**
     * The alarm as it is now; null when there is no such alarm, or the engine did not take the
     * command.
     */
    @Nullable AlarmStatus alarm();

    /** The acknowledgement is made and in the journal. */
    record Accepted(Transition transition) implements AcknowledgeOutcome {
        @Override
        public AlarmStatus alarm() {
            return transition.alarm();
        }
    }

    /** This command or another one acknowledged the occurrence before. */
    record Already(String reason, AlarmStatus alarm) implements AcknowledgeOutcome {}

    /** The alarm has another occurrence by now. */
    record Conflict(String reason, AlarmStatus alarm) implements AcknowledgeOutcome {}

    /** There is no such alarm. */
    record NoSuchAlarm(String reason) implements AcknowledgeOutcome {
        @Override
        public @Nullable AlarmStatus alarm() {
            return null;
        }
    }

    /** Nothing was changed, since the journal cannot be written or the engine cannot take it. */
    record Refused(String reason, @Nullable AlarmStatus alarm) implements AcknowledgeOutcome {}
}
