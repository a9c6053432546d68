package io.lineside.core.engine;

import java.time.Instant;

/**
 * A message that could not be used.
 *
 * @param time when the message was rejected, by the relay's clock
 * @param device the IoT Hub device id of the sender; empty when there is none
 * @param partition the partition that the message was read from
 * @param sequenceNumber the message's number in the partition
 * @param reason what was wrong, and where
 * @param size the body's size in bytes
 * @param excerpt the body's first 200 characters, control characters replaced
 */
public record RejectedMessage(
        Instant time,
        String device,
        String partition,
        long sequenceNumber,
        String reason,
        int size,
        String excerpt) {}
