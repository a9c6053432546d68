package io.lineside.relay.journal;

import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.relay.alarm.AlarmRecord;
import io.lineside.relay.ingest.Position;
import io.lineside.wire.AlarmTransition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one transaction stores. Grows by {@link #merge} while the store cannot be written; only the
 * transitions grow without being replaced. For the plant thread alone.
 *
 * @param positions by partition
 * @param alarms by alarm id
 * @param transitions in order
 * @param latest the newest sample of each changed signal
 * @param totals by counter name
 */
public record StoreBatch(
        Map<String, Position> positions,
        Map<String, AlarmRecord> alarms,
        List<AlarmTransition> transitions,
        Map<SignalId, Sample> latest,
        Map<String, Long> totals) {

    /** An empty batch, to be filled. */
    public StoreBatch() {
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
    public void merge(StoreBatch later) {
        positions.putAll(later.positions);
        alarms.putAll(later.alarms);
        transitions.addAll(later.transitions);
        latest.putAll(later.latest);
        totals.putAll(later.totals);
    }
}
