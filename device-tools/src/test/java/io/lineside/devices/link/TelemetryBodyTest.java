package io.lineside.devices.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.model.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TelemetryBodyTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void writesEachKindOfValue() {
        Map<String, @Nullable Value> values = new LinkedHashMap<>();
        values.put("level", new Value.Num(41.25));
        values.put("running", new Value.Bool(true));
        values.put("mode", new Value.Text("kühl \"1\""));
        values.put("position", new Value.Geo(52.5, 13.4));
        values.put("fan1", null);

        assertThat(text(List.of(Measurement.now(values))))
                .isEqualTo(
                        "{\"time\":\"2026-03-01T12:00:00Z\",\"level\":41.25,\"running\":true,"
                                + "\"mode\":\"kühl \\\"1\\\"\","
                                + "\"position\":{\"lat\":52.5,\"lon\":13.4},\"fan1\":null}");
    }

    @Test
    void writesSeveralReadingsAsAnArrayWithTheirDevicesAndTimes() {
        Instant before = Instant.parse("2014-01-07T02:00:00.000000001Z");
        Measurement first = new Measurement("pump-1", before, Map.of("flow", new Value.Num(1)));
        Measurement second = new Measurement("pump-2", null, Map.of("flow", new Value.Num(2)));

        assertThat(text(List.of(first, second)))
                .isEqualTo(
                        "[{\"deviceId\":\"pump-1\",\"time\":\"2014-01-07T02:00:00.000000001Z\","
                                + "\"flow\":1.0},"
                                + "{\"deviceId\":\"pump-2\",\"time\":\"2026-03-01T12:00:00Z\","
                                + "\"flow\":2.0}]");
    }

    private static String text(List<Measurement> readings) {
        return new String(TelemetryBody.encode(readings, NOW), StandardCharsets.UTF_8);
    }
}
