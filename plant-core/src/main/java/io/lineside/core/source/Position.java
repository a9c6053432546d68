package io.lineside.core.source;

import java.time.Instant;

/**
 * How far a partition is read.
 *
 * @param generation how often the hub's numbers started again
 * @param sequenceNumber the newest message that is committed
 * @param enqueuedTime when the partition took that message, by the hub's clock
 */
public record Position(int generation, long sequenceNumber, Instant enqueuedTime) {}
