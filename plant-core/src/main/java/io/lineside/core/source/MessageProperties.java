package io.lineside.core.source;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What device and hub state about a message, beside its body. Each part is null when it was not
 * given. The names are those of IoT Hub's device-to-cloud messages.
 *
 * @param source {@code iothub-message-source}, such as {@code Telemetry}; null when the hub is not
 *     an IoT Hub
 * @param device {@code iothub-connection-device-id}
 * @param module {@code iothub-connection-module-id}: the module of an IoT Edge device
 * @param component {@code dt-subject}: the component of a Plug and Play device
 * @param schema {@code dt-dataschema}: the model id of a Plug and Play device
 * @param creationTime {@code iothub-creation-time-utc}, by the device's clock
 * @param hubTime {@code iothub-enqueuedtime}: when IoT Hub took the message, by the hub's clock
 * @param contentType as the device gave it
 * @param contentEncoding as the device gave it
 * @param system every property and annotation of the message itself, by name, those above included;
 *     as the hub's client gives them: texts, numbers, times
 * @param application every application property by name, likewise
 */
public record MessageProperties(
        @Nullable String source,
        @Nullable String device,
        @Nullable String module,
        @Nullable String component,
        @Nullable String schema,
        @Nullable Instant creationTime,
        @Nullable Instant hubTime,
        @Nullable String contentType,
        @Nullable String contentEncoding,
        Map<String, Object> system,
        Map<String, Object> application) {

    /** A message without any properties. */
    public static final MessageProperties NONE =
            new MessageProperties(
                    null, null, null, null, null, null, null, null, null, Map.of(), Map.of());

    public MessageProperties {
        // Views, not copies: one message in many is looked at so closely.
        system = Collections.unmodifiableMap(system);
        application = Collections.unmodifiableMap(application);
    }

    /** Telemetry of this device, without further properties. */
    public static MessageProperties telemetry(String device) {
        return new MessageProperties(
                "Telemetry", device, null, null, null, null, null, null, null, Map.of(), Map.of());
    }
}
