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

        /** The room that the message takes in the inbox: its number of values, and at least one. */
        int weight() {
            return decoded instanceof Decoded.Samples samples
                    ? Math.max(1, samples.samples().size())
                    : 1;
        }
    }

    /** A report of the source other than a message. */
    record Source(SourceEvent event) implements Inbound {}

    /** An operator's act, and the future that gets its outcome. */
    record Command(Acknowledge command, CompletableFuture<AcknowledgeOutcome> outcome)
            implements Inbound {}
}
