package io.lineside.core.engine;

import io.lineside.core.alarm.Transition;
import io.lineside.model.AssetPath;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plant's alarms and their journal. Safe on any thread. */
public interface PlantAlarms {

    /** The journal's id; a restart does not change it. */
    String journalId();

    /** Every area that ever had a transition, and its newest seq. */
    Map<AssetPath, Long> heads();

    /** Every alarm whose state is not normal, the most urgent first. */
    CurrentAlarms current();

    /**
     * What happened to alarms, oldest first, read from the journal on the calling thread.
     *
     * @param area null for all areas
     * @param after the seq of the area after which to begin; for all areas, how many transitions of
     *     the journal to skip
     * @param limit how many transitions to return at most
     * @throws io.lineside.core.store.StoreException when the journal cannot be read
     */
    List<Transition> transitions(@Nullable AssetPath area, long after, int limit);
}
