package io.lineside.relay.source.eventhubs;

import com.azure.core.amqp.models.AmqpAnnotatedMessage;
import com.azure.core.amqp.models.AmqpMessageBodyType;
import com.azure.core.amqp.models.AmqpMessageProperties;
import com.azure.messaging.eventhubs.EventData;
import io.lineside.core.source.MessageProperties;
import io.lineside.core.source.RawMessage;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads from an event what IoT Hub states about the message: names as in Microsoft's "Read
 * device-to-cloud messages from the built-in endpoint".
 */
final class Messages {

    private static final String SOURCE = "iothub-message-source";
    private static final String DEVICE = "iothub-connection-device-id";
    private static final String MODULE = "iothub-connection-module-id";
    private static final String COMPONENT = "dt-subject";
    private static final String SCHEMA = "dt-dataschema";
    private static final String HUB_TIME = "iothub-enqueuedtime";
    private static final String CREATED = "iothub-creation-time-utc";

    private Messages() {}

    static RawMessage of(String partition, EventData event) {
        Instant enqueued = event.getEnqueuedTime();
        Long number = event.getSequenceNumber();
        if (enqueued == null || number == null) {
            throw new IllegalArgumentException("an event has no enqueued time or sequence number");
        }
        return new RawMessage(partition, number, enqueued, properties(event), body(event));
    }

    private static MessageProperties properties(EventData event) {
        AmqpAnnotatedMessage raw = event.getRawAmqpMessage();
        Map<String, Object> system = raw.getMessageAnnotations();
        Map<String, Object> application = event.getProperties();
        // In Microsoft's documents the creation time is an annotation; devices send it as a
        // property.
        Object created =
                application.containsKey(CREATED) ? application.get(CREATED) : system.get(CREATED);
        return new MessageProperties(
                text(system.get(SOURCE)),
                text(system.get(DEVICE)),
                text(system.get(MODULE)),
                text(system.get(COMPONENT)),
                text(system.get(SCHEMA)),
                time(created),
                time(system.get(HUB_TIME)),
                raw.getProperties().getContentType(),
                raw.getProperties().getContentEncoding(),
                system(raw),
                application);
    }

    /** The annotations, and those of AMQP's own properties that devices set (AMQP 1.0, 3.2.4). */
    private static Map<String, Object> system(AmqpAnnotatedMessage raw) {
        Map<String, Object> system = new HashMap<>(raw.getMessageAnnotations());
        AmqpMessageProperties properties = raw.getProperties();
        put(system, "message-id", properties.getMessageId());
        put(system, "correlation-id", properties.getCorrelationId());
        put(system, "to", properties.getTo());
        put(system, "subject", properties.getSubject());
        put(system, "content-type", properties.getContentType());
        put(system, "content-encoding", properties.getContentEncoding());
        return system;
    }

    private static void put(Map<String, Object> system, String name, @Nullable Object value) {
        if (value != null) {
            system.put(name, value);
        }
    }

    private static byte[] body(EventData event) {
        return event.getRawAmqpMessage().getBody().getBodyType() == AmqpMessageBodyType.DATA
                ? event.getBody()
                : new byte[0];
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /**
     * A time in any of the forms in which the SDK gives one; null when the value is no time, since
     * these times are optional.
     */
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
