package io.lineside.emulator.device;

import io.lineside.emulator.message.DeviceMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes IoT Hub's connection state events. Their sequence numbers grow as text, also over restarts
 * of the hub as long as its clock does not go back.
 */
final class ConnectionEvents {

    static final String SOURCE = "deviceConnectionStateEvents";

    private final Clock clock;
    private final long started;
    private final AtomicLong sequence = new AtomicLong();

    ConnectionEvents(Clock clock) {
        this.clock = clock;
        this.started = clock.millis();
    }

    DeviceMessage connected(Authenticator.Accepted who) {
        return event(who, "deviceConnected");
    }

    DeviceMessage disconnected(Authenticator.Accepted who) {
        return event(who, "deviceDisconnected");
    }

    private DeviceMessage event(Authenticator.Accepted who, String operation) {
        Map<String, @Nullable String> properties = new LinkedHashMap<>();
        properties.put("iothub-message-schema", "deviceConnectionStateNotification");
        properties.put("hubName", hubName(who.user().host()));
        properties.put("deviceId", who.identity().deviceId());
        if (who.identity().moduleId() != null) {
            properties.put("moduleId", who.identity().moduleId());
        }
        properties.put("opType", operation);
        properties.put("operationTimestamp", clock.instant().toString());
        String number =
                String.format(Locale.ROOT, "%032X%016X", started, sequence.incrementAndGet());
        byte[] body = ("{\"sequenceNumber\":\"" + number + "\"}").getBytes(StandardCharsets.UTF_8);
        return new DeviceMessage(
                who.identity().deviceId(),
                who.identity().moduleId(),
                body,
                null,
                null,
                null,
                "application/json",
                "utf-8",
                null,
                properties,
                who.authMethodJson(),
                SOURCE,
                null,
                null,
                null);
    }

    /** The first label of a name, or the whole of an address. */
    private static String hubName(String host) {
        int dot = host.indexOf('.');
        return dot < 0 || host.matches("[0-9.:]+") ? host : host.substring(0, dot);
    }
}
