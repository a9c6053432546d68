package io.lineside.emulator.log;

import io.lineside.emulator.message.DeviceMessage;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.buffer.ProtonBufferAllocator;
import org.apache.qpid.protonj2.codec.Encoder;
import org.apache.qpid.protonj2.codec.EncoderState;
import org.apache.qpid.protonj2.codec.encoders.ProtonEncoderFactory;
import org.apache.qpid.protonj2.types.Binary;
import org.apache.qpid.protonj2.types.Symbol;
import org.apache.qpid.protonj2.types.messaging.ApplicationProperties;
import org.apache.qpid.protonj2.types.messaging.Data;
import org.apache.qpid.protonj2.types.messaging.MessageAnnotations;
import org.apache.qpid.protonj2.types.messaging.Properties;
import org.apache.qpid.protonj2.types.messaging.Section;
import org.jspecify.annotations.Nullable;

/**
 * Encodes events as IoT Hub's built-in endpoint gives them out: system properties as message
 * annotations, the user's as application properties, the body as one data section.
 */
final class MessageEncoder {

    private static final Encoder ENCODER = ProtonEncoderFactory.create();

    private MessageEncoder() {}

    static byte[] encode(DeviceMessage message, long sequence, long offset, Instant enqueued) {
        Map<Symbol, Object> annotations =
                annotations(sequence, offset, enqueued, message.deviceId());
        put(annotations, "iothub-connection-device-id", message.deviceId());
        put(annotations, "iothub-connection-module-id", message.moduleId());
        put(annotations, "iothub-connection-auth-method", message.authMethodJson());
        put(annotations, "iothub-enqueuedtime", Date.from(enqueued));
        put(annotations, "iothub-message-source", message.source());
        put(annotations, "iothub-interface-id", message.interfaceId());
        put(annotations, "dt-dataschema", message.dataSchema());
        put(annotations, "dt-subject", message.subject());
        Map<String, @Nullable Object> application = new LinkedHashMap<>(message.properties());
        if (message.creationTimeUtc() != null) {
            application.put("iothub-creation-time-utc", message.creationTimeUtc());
        }
        ProtonBuffer buffer =
                ProtonBufferAllocator.defaultAllocator().allocate(512 + message.body().length);
        EncoderState state = ENCODER.newEncoderState();
        write(buffer, state, new MessageAnnotations(annotations));
        write(buffer, state, properties(message));
        if (!application.isEmpty()) {
            write(buffer, state, new ApplicationProperties(nullable(application)));
        }
        write(buffer, state, new Data(new Binary(message.body())));
        return bytes(buffer);
    }

    /** Puts the broker's annotations before sections that a client has encoded. */
    static byte[] annotate(
            byte[] sections,
            long sequence,
            long offset,
            Instant enqueued,
            @Nullable String partitionKey) {
        ProtonBuffer buffer =
                ProtonBufferAllocator.defaultAllocator().allocate(128 + sections.length);
        write(
                buffer,
                ENCODER.newEncoderState(),
                new MessageAnnotations(annotations(sequence, offset, enqueued, partitionKey)));
        buffer.writeBytes(sections);
        return bytes(buffer);
    }

    private static Map<Symbol, Object> annotations(
            long sequence, long offset, Instant enqueued, @Nullable String partitionKey) {
        Map<Symbol, Object> annotations = new LinkedHashMap<>();
        put(annotations, "x-opt-sequence-number", sequence);
        put(annotations, "x-opt-offset", Long.toString(offset));
        put(annotations, "x-opt-enqueued-time", Date.from(enqueued));
        put(annotations, "x-opt-partition-key", partitionKey);
        return annotations;
    }

    private static Properties properties(DeviceMessage message) {
        Properties properties = new Properties();
        properties.setMessageId(message.messageId());
        properties.setCorrelationId(message.correlationId());
        if (message.userId() != null) {
            properties.setUserId(
                    new Binary(message.userId().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
        properties.setContentType(message.contentType());
        properties.setContentEncoding(message.contentEncoding());
        properties.setTo("/devices/" + message.deviceId() + "/messages/events");
        return properties;
    }

    @SuppressWarnings({
        "NullAway",
        "unchecked"
    }) // AMQP maps hold null values; the library's types do not say so.
    private static Map<String, Object> nullable(Map<String, @Nullable Object> map) {
        return (Map<String, Object>) (Map<String, ?>) map;
    }

    private static void put(Map<Symbol, Object> annotations, String name, @Nullable Object value) {
        if (value != null) {
            annotations.put(Symbol.valueOf(name), value);
        }
    }

    private static void write(ProtonBuffer buffer, EncoderState state, Section<?> section) {
        ENCODER.writeObject(buffer, state, section);
        state.reset();
    }

    private static byte[] bytes(ProtonBuffer buffer) {
        byte[] bytes = new byte[buffer.getReadableBytes()];
        buffer.readBytes(bytes, 0, bytes.length);
        return bytes;
    }
}
