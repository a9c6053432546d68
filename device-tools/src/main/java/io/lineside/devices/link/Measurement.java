package io.lineside.devices.link;

import io.lineside.model.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one device measured at one time.
 *
 * @param device whose reading it is, where that is not the device that sends it (a gateway's
 *     reading); null for the sender's own
 * @param time when it was measured; null for the moment of sending
 * @param values by signal name, in the order to send; a null value says that the device has none
 */
public record Measurement(
        @Nullable String device, @Nullable Instant time, Map<String, @Nullable Value> values) {

    public Measurement {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The sender's own reading, measured at the moment of sending. */
    public static Measurement now(Map<String, @Nullable Value> values) {
        return new Measurement(null, null, values);
    }
}
