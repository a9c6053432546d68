package io.lineside.relay.plant;

import io.lineside.wire.AlarmTransition;
import java.util.List;
import java.util.Set;

/**
 * What one drain of the inbox changed.
 *
 * @param seq the latest table's seq after it
 * @param valueGroups the values groups that have changed rows
 * @param transitions what happened to alarms, in order
 * @param plantChanged whether the plant view has a new version
 */
public record Commit(
        long seq,
        Set<String> valueGroups,
        List<AlarmTransition> transitions,
        boolean plantChanged) {

    public Commit {
        valueGroups = Set.copyOf(valueGroups);
        transitions = List.copyOf(transitions);
    }
}
