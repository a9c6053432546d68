package io.lineside.core.engine;

import io.lineside.core.plant.Assets;
import io.lineside.core.signal.AreaStats;
import io.lineside.core.signal.LatestTable;
import io.lineside.model.AssetPath;
import java.util.Map;

/**
 * The plant's assets and values, as far as they are committed. Safe on any thread; never blocks.
 */
public interface PlantValues {

    /** The latest value of every signal. */
    LatestTable latest();

    /** The assets in force, with the devices that appeared by themselves. */
    Assets assets();

    /** How the signals of each area are. */
    Map<AssetPath, AreaStats> areas();
}
