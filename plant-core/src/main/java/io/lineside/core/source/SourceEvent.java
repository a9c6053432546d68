package io.lineside.core.source;

import java.time.Instant;
import java.util.Map;

/** What a source reports; see {@link EventSource}. */
public sealed interface SourceEvent {

    /** A message, in order within its partition; after a reconnection some may come again. */
    record Message(RawMessage message) implements SourceEvent {}

    /**
     * The hub answered how far each partition goes.
     *
     * @param asked the relay's clock before the question went out: what was enqueued by then is
     *     within the tails
     * @param tails by partition, the newest sequence number, -1 when it never had a message; every
     *     partition that the hub has
     */
    record Answered(Instant asked, Map<String, Long> tails) implements SourceEvent {}

    /**
     * There is no connection.
     *
     * @param reason one line for the operator
     */
    record Lost(String reason) implements SourceEvent {}

    /**
     * A partition is not read from where it was left.
     *
     * @param sequenceNumber the message before the first one that will come
     * @param missing how many messages the hub no longer had
     * @param restarted the hub's numbers started again, so this is another stream
     */
    record Moved(String partition, long sequenceNumber, long missing, boolean restarted)
            implements SourceEvent {}
}
