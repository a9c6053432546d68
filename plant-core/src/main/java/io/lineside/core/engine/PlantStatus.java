package io.lineside.core.engine;

import io.lineside.model.SourceState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The engine's state, and counts of the messages and acts it processed. Safe on any thread; never
 * blocks.
 */
public interface PlantStatus {

    /** Whether what is published is the present. */
    SourceState state();

    /** The time that the newest message took from being enqueued to arriving, never negative. */
    Duration sourceLag();

    /** Whether everything that is published is in the journal. */
    boolean isJournalled();

    /** For how long the engine thread has done nothing, in words; null while it works. */
    @Nullable String stuck();

    /** The counts since the store was made; a restart neither loses nor doubles a message. */
    Counters counters();

    /** The newest messages that could not be used. */
    RejectLog rejects();
}
