package io.lineside.emulator.device;

import io.lineside.emulator.net.PercentText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties in the topic of a telemetry message: {@code k=v&…}, keys and values
 * percent-encoded. A key alone has no value; {@code k=} has an empty one; of a key that comes twice
 * the last counts. Keys that begin with {@code $.} are IoT Hub's system properties; the Java SDK
 * sends them raw, the Node one as {@code %24.}.
 */
record PropertyBag(
        Map<String, @Nullable String> system, Map<String, @Nullable String> application) {

    private static final String SYSTEM = "$.";

    /**
     * Reads the part of a topic after {@code messages/events/}.
     *
     * @throws IllegalArgumentException if it is not percent-encoded
     */
    static PropertyBag parse(String text) {
        Map<String, @Nullable String> system = new LinkedHashMap<>();
        Map<String, @Nullable String> application = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String key = PercentText.decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? null : PercentText.decode(pair.substring(equals + 1));
            if (key.startsWith(SYSTEM)) {
                system.put(key.substring(SYSTEM.length()), value);
            } else {
                application.put(key, value);
            }
        }
        return new PropertyBag(system, application);
    }
}
