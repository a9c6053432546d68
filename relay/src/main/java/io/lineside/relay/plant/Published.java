package io.lineside.relay.plant;

import io.lineside.model.AssetPath;
import io.lineside.model.SourceState;
import io.lineside.wire.AlarmView;
import io.lineside.wire.PlantView;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What other threads may know of the plant, as of one drain; immutable.
 *
 * @param at when
 */
record Published(
        Moment at,
        PlantView view,
        SourceState state,
        Duration sourceLag,
        boolean journalled,
        Map<String, Long> alarmHeads,
        List<AlarmView> alarms,
        Counters counters,
        Map<AssetPath, AreaStats> areas,
        long missing,
        long absentPartitions,
        long refusedSignals,
        long errors,
        long journalFailures,
        long journalLost) {

    static Published of(PlantCore core, Moment now, List<AlarmView> alarms) {
        return new Published(
                now,
                core.roster().view(),
                core.partitions().state(now),
                core.partitions().newestLag(),
                core.journal().isHealthy(),
                core.alarms().heads(),
                alarms,
                core.totals().counters(),
                core.signals().areas(),
                core.partitions().missing(),
                core.partitions().absent(),
                core.refusedSignals(),
                core.errors(),
                core.journal().failures(),
                core.journal().lost());
    }
}
