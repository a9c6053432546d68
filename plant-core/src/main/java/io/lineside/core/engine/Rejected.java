package io.lineside.core.engine;

import java.time.Instant;

/**
 * A message that could not be used.
 *
 * @param time when it was rejected, by the relay's clock
 * @param device the IoT Hub device id it came from; empty when there is none
 * @param partition the partition it was read from
 * @param sequenceNumber its place there
 * @param reason what was wrong, and where
 * @param size its body's size in bytes
 * @param excerpt the body's first 200 characters, control characters replaced
 */
public record Rejected(
        Instant time,
        String device,
        String partition,
        long sequenceNumber,
        String reason,
        int size,
        String excerpt) {}
