package io.lineside.core.engine;

import java.util.concurrent.CompletableFuture;

/** What operators do to the plant's alarms. Safe on any thread; never blocks. */
public interface PlantCommands {

    /**
     * Acknowledges an alarm for an operator. The future completes when the act is in the journal or
     * is refused, and never exceptionally.
     */
    CompletableFuture<AcknowledgeOutcome> acknowledge(Acknowledge command);
}
