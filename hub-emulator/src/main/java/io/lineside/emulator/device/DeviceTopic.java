package io.lineside.emulator.device;

import io.lineside.emulator.registry.DeviceIdentity;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a device publishes to, read from the topic. */
sealed interface DeviceTopic {

    /** Telemetry with its properties. */
    record Telemetry(PropertyBag properties) implements DeviceTopic {}

    /** What the hub does itself, at once. */
    sealed interface Request extends DeviceTopic {}

    /** Asks for the twin. */
    record TwinGet(String rid) implements Request {}

    /** Changes the twin's reported properties; with a version only if that is the present one. */
    record TwinPatch(String rid, @Nullable String version) implements Request {}

    /** Answers a method. */
    record MethodAnswer(String rid) implements Request {}

    /** Not a topic this device may publish to. */
    record Refused(String why) implements DeviceTopic {}

    /** Where the hub answers twin requests. */
    String TWIN_ANSWERS = "$iothub/twin/res/";

    private static String events(DeviceIdentity identity) {
        return identity.resource() + "/messages/events";
    }

    /** Reads the topic a device published to. */
    static DeviceTopic parse(DeviceIdentity identity, String topic) {
        if (topic.startsWith("$iothub/")) {
            return parseHubTopic(topic);
        }
        String events = events(identity);
        if (!topic.startsWith(events)) {
            return new Refused("not a topic of this device");
        }
        String rest = topic.substring(events.length());
        if (!rest.isEmpty() && rest.charAt(0) != '/') {
            return new Refused("not a topic of this device");
        }
        String bag = rest.isEmpty() ? "" : rest.substring(1);
        // The Java SDK ends a module's topic with a slash.
        String trimmed = bag.endsWith("/") ? bag.substring(0, bag.length() - 1) : bag;
        try {
            return new Telemetry(PropertyBag.parse(trimmed));
        } catch (IllegalArgumentException e) {
            return new Refused("properties cannot be read: " + e.getMessage());
        }
    }

    /** Whether a device may subscribe to a topic filter. */
    static boolean maySubscribe(DeviceIdentity identity, String filter) {
        String own = identity.resource();
        return Set.of(
                        own + "/messages/devicebound/#",
                        own + "/inputs/#",
                        "$iothub/twin/res/#",
                        "$iothub/twin/PATCH/properties/desired/#",
                        "$iothub/methods/POST/#")
                .contains(filter);
    }

    private static DeviceTopic parseHubTopic(String topic) {
        int query = topic.indexOf("/?");
        if (query < 0) {
            return new Refused("no $rid");
        }
        String rid = parameter(topic.substring(query + 2), "$rid");
        if (rid == null || rid.isEmpty()) {
            return new Refused("no $rid");
        }
        String path = topic.substring(0, query);
        if (path.equals("$iothub/twin/GET")) {
            return new TwinGet(rid);
        }
        if (path.equals("$iothub/twin/PATCH/properties/reported")) {
            return new TwinPatch(rid, parameter(topic.substring(query + 2), "$version"));
        }
        if (path.matches("\\$iothub/methods/res/-?[0-9]{1,10}")) {
            return new MethodAnswer(rid);
        }
        return new Refused("not a topic of the hub");
    }

    private static @Nullable String parameter(String query, String name) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return null;
    }
}
