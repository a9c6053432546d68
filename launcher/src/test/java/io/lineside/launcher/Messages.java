package io.lineside.launcher;

import io.lineside.emulator.DeviceMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Messages put directly into the hub, as a device would have sent them. */
final class Messages {

    private Messages() {}

    static DeviceMessage telemetry(String device, String json) {
        return telemetry(device, json.getBytes(StandardCharsets.UTF_8));
    }

    static DeviceMessage telemetry(String device, byte[] body) {
        return new DeviceMessage(
                device,
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
}
