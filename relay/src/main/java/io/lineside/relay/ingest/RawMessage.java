package io.lineside.relay.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as the hub delivered it.
 *
 * @param partition the partition it was read from
 * @param sequenceNumber its place there; rises by one from message to message
 * @param enqueuedTime when the partition took it, by the hub's clock; never falls in a partition
 * @param source {@code iothub-message-source}, such as {@code Telemetry}; null when the hub is not
 *     an IoT Hub
 * @param device the IoT Hub device id; null when there is none
 * @param creationTime {@code iothub-creation-time-utc}; null when the device gave none
 * @param hubTime {@code iothub-enqueuedtime}; null when there is none
 * @param contentEncoding as the device gave it; null when it gave none
 * @param body not to be changed
 */
public record RawMessage(
        String partition,
        long sequenceNumber,
        Instant enqueuedTime,
        @Nullable String source,
        @Nullable String device,
        @Nullable Instant creationTime,
        @Nullable Instant hubTime,
        @Nullable String contentEncoding,
        byte[] body) {

    /** When it was measured, as far as the hub knows. */
    public Instant time() {
        return creationTime != null ? creationTime : hubTime != null ? hubTime : enqueuedTime;
    }
}
