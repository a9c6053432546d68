package io.lineside.wire;

/**
 * A message the relay could not use, in {@code GET /api/rejects}.
 *
 * @param time when it was rejected, the relay's clock, epoch milliseconds
 * @param device the IoT Hub device id it came from
 * @param partition the partition it was read from
 * @param sequenceNumber its place there
 * @param reason what was wrong, and where
 * @param size its body's size in bytes
 * @param excerpt the body's first 200 characters, control characters replaced
 */
public record Reject(
        long time,
        String device,
        String partition,
        long sequenceNumber,
        String reason,
        int size,
        String excerpt) {}
