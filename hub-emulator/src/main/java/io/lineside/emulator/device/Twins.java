package io.lineside.emulator.device;

import io.lineside.emulator.registry.DeviceIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The twins: reported properties as devices set them, and desired ones, which nobody sets. In
 * memory, so that after a restart of the hub they are as at the first start. Any thread.
 */
final class Twins {

    /** IoT Hub's limit on the reported properties as a whole. */
    static final int MAX_REPORTED_BYTES = 32 * 1024;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<DeviceIdentity, Reported> twins = new ConcurrentHashMap<>();

    private record Reported(ObjectNode properties, long version) {}

    /**
     * The hub's answer to a twin request.
     *
     * @param status 200, 204, 400, 412 or 413, as in HTTP
     * @param version of the reported properties after a change
     */
    record Answer(int status, @Nullable Long version, byte[] body) {}

    Answer get(DeviceIdentity identity) {
        Reported reported = reported(identity);
        ObjectNode twin = JSON.createObjectNode();
        twin.putObject("desired").put("$version", 1);
        twin.set("reported", reported.properties().deepCopy().put("$version", reported.version()));
        return new Answer(200, null, JSON.writeValueAsBytes(twin));
    }

    /** Merges a patch: an object into an object, null removes, all else replaces. */
    Answer patch(DeviceIdentity identity, byte[] body, @Nullable String version) {
        if (body.length > MAX_REPORTED_BYTES) {
            return error(413, "more than " + MAX_REPORTED_BYTES + " bytes");
        }
        JsonNode patch;
        try {
            patch = JSON.readTree(body);
        } catch (JacksonException e) {
            return error(400, "not JSON");
        }
        if (!(patch instanceof ObjectNode changes)) {
            return error(400, "not a JSON object");
        }
        Reported before = reported(identity);
        if (version != null && !version.equals(Long.toString(before.version()))) {
            return error(412, "version is " + before.version());
        }
        ObjectNode merged = before.properties().deepCopy();
        merge(merged, changes);
        if (JSON.writeValueAsBytes(merged).length > MAX_REPORTED_BYTES) {
            return error(413, "more than " + MAX_REPORTED_BYTES + " bytes");
        }
        // One connection per identity, so nobody else changes this twin meanwhile.
        Reported after = new Reported(merged, before.version() + 1);
        twins.put(identity, after);
        return new Answer(204, after.version(), new byte[0]);
    }

    private Reported reported(DeviceIdentity identity) {
        return twins.getOrDefault(identity, new Reported(JSON.createObjectNode(), 1));
    }

    private static void merge(ObjectNode into, ObjectNode changes) {
        changes.forEachEntry(
                (name, value) -> {
                    if (value.isNull()) {
                        into.remove(name);
                    } else if (value instanceof ObjectNode inner) {
                        ObjectNode target =
                                into.get(name) instanceof ObjectNode known
                                        ? known
                                        : into.putObject(name);
                        merge(target, inner);
                    } else {
                        into.set(name, value);
                    }
                });
    }

    private static Answer error(int status, String message) {
        byte[] body =
                JSON.createObjectNode()
                        .put("message", message)
                        .toString()
                        .getBytes(StandardCharsets.UTF_8);
        return new Answer(status, null, body);
    }
}
