package io.lineside.emulator.amqp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.buffer.ProtonBufferAllocator;
import org.apache.qpid.protonj2.codec.Decoder;
import org.apache.qpid.protonj2.codec.DecoderState;
import org.apache.qpid.protonj2.codec.Encoder;
import org.apache.qpid.protonj2.codec.EncoderState;
import org.apache.qpid.protonj2.codec.decoders.ProtonDecoderFactory;
import org.apache.qpid.protonj2.codec.encoders.ProtonEncoderFactory;
import org.apache.qpid.protonj2.types.Symbol;
import org.apache.qpid.protonj2.types.messaging.AmqpValue;
import org.apache.qpid.protonj2.types.messaging.ApplicationProperties;
import org.apache.qpid.protonj2.types.messaging.DeliveryAnnotations;
import org.apache.qpid.protonj2.types.messaging.MessageAnnotations;
import org.apache.qpid.protonj2.types.messaging.Properties;
import org.apache.qpid.protonj2.types.messaging.Section;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes the messages of the request nodes, and the sections the service adds to
 * events.
 */
final class Messages {

    private static final Encoder ENCODER = ProtonEncoderFactory.create();
    private static final Decoder DECODER = ProtonDecoderFactory.create();

    private Messages() {}

    /** A request to {@code $cbs} or {@code $management}. */
    record Request(
            @Nullable Object messageId,
            @Nullable String replyTo,
            Map<String, Object> properties,
            @Nullable Object body) {

        String property(String name) {
            Object value = properties.get(name);
            return value == null ? "" : value.toString();
        }
    }

    static Request decodeRequest(ProtonBuffer buffer) {
        DecoderState state = DECODER.newDecoderState();
        Object messageId = null;
        String replyTo = null;
        Map<String, Object> properties = Map.of();
        Object body = null;
        while (buffer.isReadable()) {
            Object section = DECODER.readObject(buffer, state);
            if (section instanceof Properties found) {
                messageId = found.getMessageId();
                replyTo = found.getReplyTo();
            } else if (section instanceof ApplicationProperties found) {
                properties = new LinkedHashMap<>(found.getValue());
            } else if (section instanceof AmqpValue<?> value) {
                body = value.getValue();
            }
        }
        return new Request(messageId, replyTo, properties, body);
    }

    /**
     * An answer: {@code correlation-id} is the request's {@code message-id}, of the same AMQP type.
     */
    static ProtonBuffer answer(
            Request request, int status, String description, @Nullable Map<String, Object> body) {
        Properties properties = new Properties();
        properties.setCorrelationId(request.messageId());
        if (request.replyTo() != null) {
            properties.setTo(request.replyTo());
        }
        Map<String, Object> application = new LinkedHashMap<>();
        application.put("status-code", status);
        application.put("status-description", description);
        ProtonBuffer buffer = ProtonBufferAllocator.defaultAllocator().allocate(256);
        EncoderState state = ENCODER.newEncoderState();
        write(buffer, state, properties);
        write(buffer, state, new ApplicationProperties(application));
        if (body == null) {
            write(buffer, state, new AmqpValue<>(description));
        } else {
            write(buffer, state, new AmqpValue<>(body));
        }
        return buffer;
    }

    static ProtonBuffer deliveryAnnotations(Map<Symbol, Object> annotations) {
        ProtonBuffer buffer = ProtonBufferAllocator.defaultAllocator().allocate(256);
        write(buffer, ENCODER.newEncoderState(), new DeliveryAnnotations(annotations));
        return buffer;
    }

    /**
     * What a client's event is: its partition key, and its sections but the annotations the broker
     * writes itself.
     */
    record Sent(@Nullable String partitionKey, byte[] sections) {}

    static Sent decodeSent(ProtonBuffer buffer) {
        DecoderState state = DECODER.newDecoderState();
        ProtonBuffer kept =
                ProtonBufferAllocator.defaultAllocator().allocate(buffer.getReadableBytes());
        String key = null;
        while (buffer.isReadable()) {
            int start = buffer.getReadOffset();
            Object section = DECODER.readObject(buffer, state);
            if (section instanceof MessageAnnotations annotations) {
                Object value = annotations.getValue().get(Symbol.valueOf("x-opt-partition-key"));
                key = value == null ? null : value.toString();
            } else if (!(section instanceof DeliveryAnnotations)
                    && !(section instanceof org.apache.qpid.protonj2.types.messaging.Header)) {
                kept.writeBytes(buffer.copy(start, buffer.getReadOffset() - start));
            }
        }
        byte[] sections = new byte[kept.getReadableBytes()];
        kept.readBytes(sections, 0, sections.length);
        return new Sent(key, sections);
    }

    private static void write(ProtonBuffer buffer, EncoderState state, Section<?> section) {
        ENCODER.writeObject(buffer, state, section);
        state.reset();
    }
}
