package io.lineside.core.store;

import io.lineside.core.alarm.AlarmRecord;
import io.lineside.core.alarm.Transition;
import io.lineside.core.source.Position;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one transaction stores. Grows by {@link #merge} while the store cannot be written:
 * transitions are appended, everything else replaces its older state. For the engine thread alone.
 *
 * @param positions by partition
 * @param alarms by alarm id
 * @param transitions in order
 * @param latest the newest sample of each changed signal
 * @param totals by counter name
 */
public record Batch(
        Map<String, Position> positions,
        Map<String, AlarmRecord> alarms,
        List<Transition> transitions,
        Map<SignalId, Sample> latest,
        Map<String, Long> totals) {

    /** An empty batch, to be filled. */
    public Batch() {
        this(
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new ArrayList<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>());
    }

    /** Whether there is nothing to store. */
    public boolean isEmpty() {
        return positions.isEmpty()
                && alarms.isEmpty()
                && transitions.isEmpty()
                && latest.isEmpty()
                && totals.isEmpty();
    }

    /** Lays a later batch over this one. */
    public void merge(Batch later) {
        positions.putAll(later.positions);
        alarms.putAll(later.alarms);
        transitions.addAll(later.transitions);
        latest.putAll(later.latest);
        totals.putAll(later.totals);
    }
}
