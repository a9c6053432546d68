package io.lineside.emulator.device;

import io.lineside.emulator.message.DeviceMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the message the hub keeps from what a device published. System properties that only say
 * where a message goes ({@code to}, {@code on}, {@code exp}, {@code cdid}, {@code cmid}) end here,
 * as in IoT Hub; ones that are not known are kept under their own key.
 */
final class TelemetryMessages {

    static final String SOURCE = "Telemetry";

    private static final Set<String> USED =
            Set.of("mid", "cid", "uid", "ct", "ce", "ctime", "sub", "ifid");
    private static final Set<String> ROUTING = Set.of("to", "on", "exp", "cdid", "cmid");

    private TelemetryMessages() {}

    static DeviceMessage of(
            Authenticator.Accepted who, PropertyBag bag, byte[] body, boolean retain) {
        Map<String, @Nullable String> properties = new LinkedHashMap<>(bag.application());
        if (retain) {
            properties.put("mqtt-retain", "true");
        }
        return message(who, bag.system(), properties, body);
    }

    static DeviceMessage ofWill(
            Authenticator.Accepted who, PropertyBag bag, byte[] body, boolean retain) {
        Map<String, @Nullable String> properties = new LinkedHashMap<>(bag.application());
        properties.put("iothub-MessageType", "Will");
        if (retain) {
            properties.put("mqtt-retain", "true");
        }
        return message(who, bag.system(), properties, body);
    }

    private static DeviceMessage message(
            Authenticator.Accepted who,
            Map<String, @Nullable String> system,
            Map<String, @Nullable String> properties,
            byte[] body) {
        system.forEach(
                (key, value) -> {
                    if (!USED.contains(key) && !ROUTING.contains(key)) {
                        properties.put("$." + key, value);
                    }
                });
        return new DeviceMessage(
                who.identity().deviceId(),
                who.identity().moduleId(),
                body,
                system.get("mid"),
                system.get("cid"),
                system.get("uid"),
                system.get("ct"),
                system.get("ce"),
                system.get("ctime"),
                properties,
                who.authMethodJson(),
                SOURCE,
                system.get("ifid"),
                who.user().modelId(),
                system.get("sub"));
    }
}
