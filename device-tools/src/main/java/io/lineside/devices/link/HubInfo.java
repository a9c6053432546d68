package io.lineside.devices.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a device needs to know of an emulated hub: the {@code hub.json} that the emulator writes
 * (docs/ARCHITECTURE.md). The group key is a secret and stays out of {@link #toString()}.
 */
public final class HubInfo {

    /** The device SDK has no setting for it. */
    private static final int SDK_PORT = 8883;

    private final String host;
    private final Path caFile;
    private final byte[] groupKey;

    private HubInfo(String host, Path caFile, byte[] groupKey) {
        this.host = host;
        this.caFile = caFile;
        this.groupKey = groupKey;
    }

    /**
     * Of parts.
     *
     * @param host name or address, with a dot
     * @param caFile PEM certificates to trust
     * @param groupKey the key that devices' keys are derived from, base64
     */
    public static HubInfo of(String host, Path caFile, String groupKey) {
        return new HubInfo(host, caFile, Base64.getDecoder().decode(groupKey));
    }

    /**
     * Reads a {@code hub.json}.
     *
     * @throws IOException when the file cannot be read, or a field is missing or wrong; the message
     *     names file and field
     */
    public static HubInfo read(Path file) throws IOException {
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new IOException(file + ": not JSON: " + e.getOriginalMessage(), e);
        }
        int port = json.path("mqttPort").asInt(-1);
        if (port != SDK_PORT) {
            throw new IOException(
                    file
                            + ": mqttPort is "
                            + json.path("mqttPort")
                            + ", expected "
                            + SDK_PORT
                            + ": Azure's device SDK knows no other");
        }
        Path caFile = Path.of(text(file, json, "caFile"));
        try {
            return of(text(file, json, "host"), caFile, text(file, json, "groupKey"));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": groupKey is not base64", e);
        }
    }

    private static String text(Path file, JsonNode json, String field) throws IOException {
        JsonNode value = json.path(field);
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw new IOException(file + ": " + field + " is missing, expected a text");
        }
        return value.stringValue();
    }

    /** The hub's name or address. */
    public String host() {
        return host;
    }

    /** The certificates to trust, PEM. */
    public Path caFile() {
        return caFile;
    }

    /**
     * The connection string of a device, with its key derived as in symmetric-key enrolment groups
     * of the Device Provisioning Service.
     */
    public ConnectionString device(String deviceId) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(groupKey, "HmacSHA256"));
            String key = Base64.getEncoder().encodeToString(mac.doFinal(deviceId.getBytes(UTF_8)));
            return ConnectionString.parse(
                    "HostName=" + host + ";DeviceId=" + deviceId + ";SharedAccessKey=" + key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "hub " + host;
    }
}
