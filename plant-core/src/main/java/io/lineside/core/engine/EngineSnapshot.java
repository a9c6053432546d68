package io.lineside.core.engine;

import io.lineside.core.plant.Assets;
import io.lineside.core.signal.AreaStats;
import io.lineside.model.AssetPath;
import io.lineside.model.SourceState;
import java.time.Duration;
import java.util.Map;

/**
 * What other threads may know of the engine, as of one drain; immutable.
 *
 * @param at the moment of the drain
 * @param assets the assets in force
 * @param state whether what is published is the present
 * @param sourceLag the time that the newest message took from being enqueued to arriving, never
 *     negative
 * @param journalled whether everything that is published is in the journal
 * @param alarmHeads every area that ever had a transition, and its newest seq
 * @param alarms the alarms that are not normal
 * @param counters the counts since the store was made
 * @param areas how the signals of each area are
 * @param missing how many messages the hub no longer had when they were to be read
 * @param absentPartitions how many partitions were read before and are no longer in the hub
 * @param refusedSamples how many samples were refused because too many signals are not in the plant
 * @param errors how many items or drains failed with an exception
 * @param journalFailures how often the store could not be written
 * @param journalLost how many transitions will never be stored
 */
public record EngineSnapshot(
        Moment at,
        Assets assets,
        SourceState state,
        Duration sourceLag,
        boolean journalled,
        Map<AssetPath, Long> alarmHeads,
        CurrentAlarms alarms,
        Counters counters,
        Map<AssetPath, AreaStats> areas,
        long missing,
        long absentPartitions,
        long refusedSamples,
        long errors,
        long journalFailures,
        long journalLost) {}
