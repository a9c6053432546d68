package io.lineside.core.store;

import io.lineside.core.alarm.AlarmRecord;
import io.lineside.core.source.Position;
import io.lineside.model.AssetPath;
import io.lineside.model.Sample;
import java.util.List;
import java.util.Map;

/**
 * Everything the store keeps.
 *
 * @param journalId made with the store, never changed
 * @param positions by partition
 * @param alarms by alarm id, those that are no longer in the plant model included
 * @param alarmHeads by area, the newest seq
 * @param latest the newest sample of every signal
 * @param totals by counter name
 */
public record Stored(
        String journalId,
        Map<String, Position> positions,
        Map<String, AlarmRecord> alarms,
        Map<AssetPath, Long> alarmHeads,
        List<Sample> latest,
        Map<String, Long> totals) {}
