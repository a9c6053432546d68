package io.lineside.core.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as the hub delivered it, with all that a decoder may need.
 *
 * @param partition the partition that the message was read from
 * @param sequenceNumber the message's number in the partition; rises by one from message to message
 * @param enqueuedTime when the partition took the message, by the hub's clock; never falls in a
 *     partition
 * @param properties what device and hub state about the message
 * @param body not to be changed
 */
public record RawMessage(
        String partition,
        long sequenceNumber,
        Instant enqueuedTime,
        MessageProperties properties,
        byte[] body) {

    /** When the message's values were measured, as far as device and hub state it. */
    public Instant time() {
        Instant created = properties.creationTime();
        Instant taken = properties.hubTime();
        return created != null ? created : taken != null ? taken : enqueuedTime;
    }

    /** The IoT Hub device id; null when there is none. */
    public @Nullable String device() {
        return properties.device();
    }
}
