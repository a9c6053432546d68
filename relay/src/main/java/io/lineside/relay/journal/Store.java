package io.lineside.relay.journal;

import io.lineside.wire.AlarmTransition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What outlives the relay. {@link #commit} is for one thread at a time; the rest is safe on any.
 * Each method may throw {@link StoreException}.
 */
public interface Store extends AutoCloseable {

    /** Everything that is kept, as of the last commit. */
    Stored load();

    /** Stores all of it or, when it throws, nothing; when it returns it survives a power cut. */
    void commit(StoreBatch batch);

    /**
     * What happened to alarms, oldest first.
     *
     * @param alarmsGroup null for all groups
     * @param after the group's seq; for all groups how many transitions to pass over
     */
    List<AlarmTransition> transitions(@Nullable String alarmsGroup, long after, int limit);

    /** Whether the journal has a transition with this cause. */
    boolean hasCause(String cause);

    @Override
    void close();
}
