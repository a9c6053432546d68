package io.lineside.devices.link;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A device's connection string, as the Azure portal shows it: {@code
 * HostName=…;DeviceId=…;SharedAccessKey=…}. Its text is a secret and stays out of {@link
 * #toString()}.
 */
public final class ConnectionString {

    private final String text;
    private final String hostName;
    private final String deviceId;

    private ConnectionString(String text, String hostName, String deviceId) {
        this.text = text;
        this.hostName = hostName;
        this.deviceId = deviceId;
    }

    /**
     * Reads a connection string.
     *
     * @throws IllegalArgumentException when a part is missing; its message holds no secret
     */
    public static ConnectionString parse(String text) {
        Map<String, String> parts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String part : text.strip().split(";")) {
            int equals = part.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException(
                        "a part of the connection string is not Name=value; expected"
                                + " HostName=…;DeviceId=…;SharedAccessKey=…");
            }
            parts.put(part.substring(0, equals), part.substring(equals + 1));
        }
        String hostName = required(parts, "HostName");
        String deviceId = required(parts, "DeviceId");
        if (!parts.containsKey("SharedAccessSignature")) {
            required(parts, "SharedAccessKey");
        }
        if (hostName.indexOf('.') < 0) {
            throw new IllegalArgumentException(
                    "HostName is '"
                            + hostName
                            + "', expected a name with a dot (the device SDK"
                            + " takes no other)");
        }
        return new ConnectionString(text.strip(), hostName, deviceId);
    }

    private static String required(Map<String, String> parts, String name) {
        String value = parts.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "the connection string has no %s", name));
        }
        return value;
    }

    /** The hub's name or address. */
    public String hostName() {
        return hostName;
    }

    /** The device that connects. */
    public String deviceId() {
        return deviceId;
    }

    /** The whole string, with its secret. */
    String text() {
        return text;
    }

    @Override
    public String toString() {
        return "HostName=" + hostName + ";DeviceId=" + deviceId + ";…";
    }
}
