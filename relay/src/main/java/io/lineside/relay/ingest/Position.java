package io.lineside.relay.ingest;

import java.time.Instant;

/**
 * How far a partition is read.
 *
 * @param generation how often the hub's numbers started again
 * @param sequenceNumber the newest message that is committed
 * @param enqueuedTime that message's
 */
public record Position(int generation, long sequenceNumber, Instant enqueuedTime) {}
