package io.lineside.core.source;

import java.time.Instant;
import java.util.Map;

/** What a source reports; see {@link EventSource}. */
public sealed interface SourceEvent {

    /** A message, in order within its partition; after a reconnection some may come again. */
    record Message(RawMessage message) implements SourceEvent {}

    /**
     * The hub answered the question how far each partition goes.
     *
     * @param asked the relay's clock just before the question was sent: the tails include every
     *     message that was enqueued by then
     * @param tails the newest sequence number of every partition that the hub has; -1 for a
     *     partition that never had a message
     */
    record Answered(Instant asked, Map<String, Long> tails) implements SourceEvent {}

    /**
     * The source has no connection to the hub.
     *
     * @param reason one line for the operator
     */
    record Lost(String reason) implements SourceEvent {}

    /**
     * A partition is read on from another place than where reading had ended.
     *
     * @param sequenceNumber the number before that of the first message that will come
     * @param missing how many messages the hub no longer had
     * @param restarted whether the hub's sequence numbers started again, so that this is another
     *     stream
     */
    record Moved(String partition, long sequenceNumber, long missing, boolean restarted)
            implements SourceEvent {}
}
