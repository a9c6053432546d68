package io.lineside.devices.link;

import io.lineside.model.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/**
 * Writes readings as flat JSON telemetry (docs/ARCHITECTURE.md, "Telemetry"): one reading as an
 * object, several as an array of objects.
 */
final class TelemetryBody {

    private static final JsonFactory JSON = new JsonFactory();

    private TelemetryBody() {}

    /**
     * The message body, UTF-8.
     *
     * @param now the time of readings that have none of their own
     */
    static byte[] encode(List<Measurement> readings, Instant now) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder()) {
            try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
                if (readings.size() == 1) {
                    write(json, readings.getFirst(), now);
                } else {
                    json.writeStartArray();
                    for (Measurement reading : readings) {
                        write(json, reading, now);
                    }
                    json.writeEndArray();
                }
            }
            return bytes.toByteArray();
        }
    }

    private static void write(JsonGenerator json, Measurement reading, Instant now) {
        json.writeStartObject();
        if (reading.device() != null) {
            json.writeStringProperty("deviceId", reading.device());
        }
        Instant time = reading.time() == null ? now : reading.time();
        json.writeStringProperty("time", time.toString());
        for (Map.Entry<String, @Nullable Value> entry : reading.values().entrySet()) {
            json.writeName(entry.getKey());
            write(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, @Nullable Value value) {
        switch (value) {
            case null -> json.writeNull();
            case Value.Num(double number) -> json.writeNumber(number);
            case Value.Bool(boolean on) -> json.writeBoolean(on);
            case Value.Text(String text) -> json.writeString(text);
            case Value.Geo(double latitude, double longitude) -> {
                json.writeStartObject();
                json.writeNumberProperty("lat", latitude);
                json.writeNumberProperty("lon", longitude);
                json.writeEndObject();
            }
        }
    }
}
