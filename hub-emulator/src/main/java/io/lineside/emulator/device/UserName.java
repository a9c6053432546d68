package io.lineside.emulator.device;

import io.lineside.emulator.net.PercentText;
import io.lineside.emulator.registry.DeviceIdentity;
import org.jspecify.annotations.Nullable;

/**
 * The MQTT user name: {@code {host}/{client id}/?api-version=…[&model-id=…]&DeviceClientType=…}.
 *
 * @param host the hub as the device names it
 * @param modelId the device's model, decoded; null if it announced none
 */
record UserName(String host, @Nullable String modelId) {

    /**
     * Reads a user name.
     *
     * @throws IllegalArgumentException if it is not one of this client
     */
    static UserName parse(DeviceIdentity identity, String text) {
        int slash = text.indexOf('/');
        if (slash <= 0) {
            throw new IllegalArgumentException("user name has no host");
        }
        String rest = text.substring(slash + 1);
        String clientId = identity.clientId();
        boolean own = rest.equals(clientId) || rest.startsWith(clientId + "/");
        String query = own ? rest.substring(clientId.length()) : "";
        // Old clients leave the question mark out.
        if (!own || !query.isEmpty() && !query.matches("/(\\?.*|[^/=]+=.*)?")) {
            throw new IllegalArgumentException("user name is of another client than the client id");
        }
        return new UserName(text.substring(0, slash), modelId(query));
    }

    private static @Nullable String modelId(String query) {
        int from = query.startsWith("/?") ? 2 : Math.min(1, query.length());
        for (String pair : query.substring(from).split("&", -1)) {
            if (pair.startsWith("model-id=")) {
                return PercentText.decode(pair.substring("model-id=".length()));
            }
        }
        return null;
    }
}
