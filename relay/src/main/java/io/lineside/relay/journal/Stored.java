package io.lineside.relay.journal;

import io.lineside.model.Sample;
import io.lineside.relay.alarm.AlarmRecord;
import io.lineside.relay.ingest.Position;
import java.util.List;
import java.util.Map;

/**
 * Everything the store keeps.
 *
 * @param journalId made with the store, never changed
 * @param positions by partition
 * @param alarms by alarm id, those that are no longer in the plant model included
 * @param alarmHeads by alarms group, the newest seq
 * @param latest the newest sample of every signal
 * @param totals by counter name
 */
public record Stored(
        String journalId,
        Map<String, Position> positions,
        Map<String, AlarmRecord> alarms,
        Map<String, Long> alarmHeads,
        List<Sample> latest,
        Map<String, Long> totals) {}
