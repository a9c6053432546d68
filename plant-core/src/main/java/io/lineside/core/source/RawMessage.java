package io.lineside.core.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as the hub delivered it, with all that a decoder may need.
 *
 * @param partition the partition it was read from
 * @param sequenceNumber its place there; rises by one from message to message
 * @param enqueuedTime when the partition took it, by the hub's clock; never falls in a partition
 * @param properties what device and hub say of it
 * @param body not to be changed
 */
public record RawMessage(
        String partition,
        long sequenceNumber,
        Instant enqueuedTime,
        MessageProperties properties,
        byte[] body) {

    /** When it was measured, as far as device and hub know. */
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
