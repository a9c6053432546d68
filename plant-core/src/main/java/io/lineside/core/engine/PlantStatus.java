package io.lineside.core.engine;

import io.lineside.model.SourceState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the engine does, and what went through it. Safe on any thread; never blocks. */
public interface PlantStatus {

    /** Whether what is published is the present. */
    SourceState state();

    /** What the newest message took from being enqueued to arriving, never negative. */
    Duration sourceLag();

    /** Whether everything that is published is in the journal. */
    boolean isJournalled();

    /** For how long the engine thread has done nothing, in words; null while it works. */
    @Nullable String stuck();

    /** What went through since the store was made; a restart does not lose or double a message. */
    Counters counters();

    /** The newest messages that could not be used. */
    RejectLog rejects();
}
