package io.lineside.emulator.message;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message as the hub took it from a device, or an event of the hub about a device.
 *
 * @param deviceId the connected device
 * @param moduleId the connected module, if it was one
 * @param body the bytes as sent, at most 256 KB; not to be changed
 * @param messageId system property {@code message-id}
 * @param correlationId system property {@code correlation-id}
 * @param userId system property {@code user-id}
 * @param contentType system property {@code content-type}
 * @param contentEncoding system property {@code content-encoding}
 * @param creationTimeUtc the text of {@code iothub-creation-time-utc} as sent, ISO-8601 if the
 *     device is right
 * @param properties the application properties in the order sent; a null value is a key without one
 * @param authMethodJson value of {@code iothub-connection-auth-method}
 * @param source value of {@code iothub-message-source}: {@code Telemetry}, {@code
 *     deviceConnectionStateEvents}, …
 * @param interfaceId value of {@code iothub-interface-id}
 * @param dataSchema value of {@code dt-dataschema}: the model id the device announced
 * @param subject value of {@code dt-subject}: the component
 */
public record DeviceMessage(
        String deviceId,
        @Nullable String moduleId,
        byte[] body,
        @Nullable String messageId,
        @Nullable String correlationId,
        @Nullable String userId,
        @Nullable String contentType,
        @Nullable String contentEncoding,
        @Nullable String creationTimeUtc,
        Map<String, @Nullable String> properties,
        String authMethodJson,
        String source,
        @Nullable String interfaceId,
        @Nullable String dataSchema,
        @Nullable String subject) {

    public DeviceMessage {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /**
     * Telemetry of a device as JSON, as the device SDK sends it: without properties of its own.
     *
     * @param body the bytes of the JSON text; not to be changed
     */
    public static DeviceMessage telemetry(String deviceId, byte[] body) {
        return new DeviceMessage(
                deviceId,
                null,
                body,
                null,
                null,
                null,
                "application/json",
                "utf-8",
                null,
                Map.of(),
                "{\"scope\":\"device\",\"type\":\"sas\",\"issuer\":\"iothub\"}",
                "Telemetry",
                null,
                null,
                null);
    }

    /** Telemetry of a device, as {@link #telemetry(String, byte[])} has it, from JSON text. */
    public static DeviceMessage telemetry(String deviceId, String json) {
        return telemetry(deviceId, json.getBytes(StandardCharsets.UTF_8));
    }
}
