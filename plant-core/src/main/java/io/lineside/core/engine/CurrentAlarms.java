package io.lineside.core.engine;

import io.lineside.core.alarm.AlarmStatus;
import java.util.List;
import java.util.Set;

/**
 * The alarms that are not normal, as of one drain.
 *
 * @param alarms the most urgent first
 * @param notJournalled ids of those whose newest transition is not in the journal
 */
public record CurrentAlarms(List<AlarmStatus> alarms, Set<String> notJournalled) {

    public CurrentAlarms {
        alarms = List.copyOf(alarms);
        notJournalled = Set.copyOf(notJournalled);
    }
}
