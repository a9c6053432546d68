package io.lineside.core.engine;

import io.lineside.core.alarm.Transition;
import io.lineside.model.AssetPath;
import java.util.List;
import java.util.Set;

/**
 * What one drain of the inbox changed.
 *
 * @param seq the latest table's seq after the drain
 * @param units the units that have changed values
 * @param transitions what happened to alarms, in order
 * @param assetsChanged whether the assets have a new version
 */
public record Commit(
        long seq, Set<AssetPath> units, List<Transition> transitions, boolean assetsChanged) {

    public Commit {
        units = Set.copyOf(units);
        transitions = List.copyOf(transitions);
    }
}
