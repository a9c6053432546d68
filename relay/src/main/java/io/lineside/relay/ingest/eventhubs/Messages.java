package io.lineside.relay.ingest.eventhubs;

import com.azure.core.amqp.models.AmqpMessageBodyType;
import com.azure.messaging.eventhubs.EventData;
import io.lineside.relay.ingest.RawMessage;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads IoT Hub's words off an event. */
final class Messages {

    private static final String SOURCE = "iothub-message-source";
    private static final String DEVICE = "iothub-connection-device-id";
    private static final String HUB_TIME = "iothub-enqueuedtime";
    private static final String CREATED = "iothub-creation-time-utc";

    private Messages() {}

    static RawMessage of(String partition, EventData event) {
        Map<String, Object> system = event.getRawAmqpMessage().getMessageAnnotations();
        Map<String, Object> properties = event.getProperties();
        Instant enqueued = event.getEnqueuedTime();
        Long number = event.getSequenceNumber();
        if (enqueued == null || number == null) {
            throw new IllegalArgumentException("an event has no enqueued time or sequence number");
        }
        // Microsoft's documents have the creation time as an annotation, devices send a property.
        Object created =
                properties.containsKey(CREATED) ? properties.get(CREATED) : system.get(CREATED);
        return new RawMessage(
                partition,
                number,
                enqueued,
                text(system.get(SOURCE)),
                text(system.get(DEVICE)),
                time(created),
                time(system.get(HUB_TIME)),
                event.getRawAmqpMessage().getProperties().getContentEncoding(),
                body(event));
    }

    private static byte[] body(EventData event) {
        return event.getRawAmqpMessage().getBody().getBodyType() == AmqpMessageBodyType.DATA
                ? event.getBody()
                : new byte[0];
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** A time in any of the forms it comes in; null when it is none, as it is only a help. */
    private static @Nullable Instant time(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant instant -> instant;
            case Date date -> date.toInstant();
            case OffsetDateTime time -> time.toInstant();
            default -> {
                try {
                    yield OffsetDateTime.parse(value.toString()).toInstant();
                } catch (DateTimeException _) {
                    yield null;
                }
            }
        };
    }
}
