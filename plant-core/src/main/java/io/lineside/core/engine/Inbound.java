package io.lineside.core.engine;

import io.lineside.core.source.Decoded;
import io.lineside.core.source.SourceEvent;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** What the engine's inbox takes. A recorded inbox replays to the same result. */
sealed interface Inbound {

    /**
     * A message, decoded.
     *
     * @param size of the body in bytes
     */
    record Arrival(
            String partition,
            long sequenceNumber,
            Instant enqueued,
            String device,
            int size,
            Decoded decoded,
            Moment arrived)
            implements Inbound {

        /** What it costs to hold: its number of values, and at least one. */
        int weight() {
            return decoded instanceof Decoded.Samples samples
                    ? Math.max(1, samples.samples().size())
                    : 1;
        }
    }

    /** What the source reports, messages excepted. */
    record Source(SourceEvent event) implements Inbound {}

    /** An operator's act; its outcome goes into the future. */
    record Command(Acknowledge command, CompletableFuture<AcknowledgeOutcome> outcome)
            implements Inbound {}
}
