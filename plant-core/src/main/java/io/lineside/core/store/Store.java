package io.lineside.core.store;

import io.lineside.core.alarm.Transition;
import io.lineside.model.AssetPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What outlives the relay. {@link #commit} is for one thread at a time; the rest is safe on any.
 * Each method may throw {@link StoreException}.
 */
public interface Store extends AutoCloseable {

    /** Everything that is kept, as of the last commit. */
    Stored load();

    /**
     * Stores the whole batch or, when this method throws, nothing of it. After the return the batch
     * survives a power cut.
     */
    void commit(Batch batch);

    /**
     * What happened to alarms, oldest first.
     *
     * @param area null for all areas
     * @param after the seq of the area after which to begin; for all areas, how many transitions to
     *     skip
     * @param limit how many transitions to return at most
     */
    List<Transition> transitions(@Nullable AssetPath area, long after, int limit);

    /** Whether the journal has a transition with this cause. */
    boolean hasCause(String cause);

    @Override
    void close();
}
