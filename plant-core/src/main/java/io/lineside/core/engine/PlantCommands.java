package io.lineside.core.engine;

import java.util.concurrent.CompletableFuture;

/** What operators do to the plant's alarms. Safe on any thread; never blocks. */
public interface PlantCommands {

    /**
     * An operator acknowledges. The outcome comes when the act is in the journal, or when it is
     * refused; the future never completes exceptionally.
     */
    CompletableFuture<AcknowledgeOutcome> acknowledge(Acknowledge command);
}
