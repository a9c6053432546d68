package io.lineside.relay.plant;

import io.lineside.relay.decode.Decoded;
import io.lineside.relay.ingest.SourceEvent;
import io.lineside.wire.Acknowledgement;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** What the plant thread's inbox takes. A recorded inbox replays to the same result. */
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

        /** What it costs to hold: values, and never nothing. */
        int weight() {
            return decoded instanceof Decoded.Samples samples
                    ? Math.max(1, samples.samples().size())
                    : 1;
        }
    }

    /** How the source stands. */
    record Source(SourceEvent event) implements Inbound {}

    /** An operator's act; the answer goes into the future. */
    record Acknowledge(
            Acknowledgement command, String user, CompletableFuture<Acknowledgement.Answer> answer)
            implements Inbound {}
}
