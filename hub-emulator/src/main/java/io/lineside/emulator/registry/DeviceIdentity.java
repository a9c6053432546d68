package io.lineside.emulator.registry;

import org.jspecify.annotations.Nullable;

/**
 * Who connects: a device, or a module of a device. Case matters, as in IoT Hub.
 *
 * @param deviceId 1 to 128 characters, ASCII letters, digits and {@code - . % _ * ? ! ( ) , : = @ $
 *     '}
 * @param moduleId the same for a module, null for the device itself
 */
public record DeviceIdentity(String deviceId, @Nullable String moduleId) {

    private static final String ID = "[A-Za-z0-9\\-.%_*?!(),:=@$']{1,128}";

    public DeviceIdentity {
        requireId("device id", deviceId);
        if (moduleId != null) {
            requireId("module id", moduleId);
        }
    }

    /** A device itself. */
    public static DeviceIdentity device(String deviceId) {
        return new DeviceIdentity(deviceId, null);
    }

    /**
     * Reads an MQTT client id.
     *
     * @param clientId {@code device} or {@code device/module}
     * @throws IllegalArgumentException if it is neither
     */
    public static DeviceIdentity ofClientId(String clientId) {
        int slash = clientId.indexOf('/');
        return slash < 0
                ? device(clientId)
                : new DeviceIdentity(clientId.substring(0, slash), clientId.substring(slash + 1));
    }

    /** The MQTT client id: {@code device} or {@code device/module}. */
    public String clientId() {
        return moduleId == null ? deviceId : deviceId + "/" + moduleId;
    }

    /**
     * What a token for this identity must cover: {@code devices/d} or {@code devices/d/modules/m}.
     */
    public String resource() {
        return moduleId == null
                ? "devices/" + deviceId
                : "devices/" + deviceId + "/modules/" + moduleId;
    }

    private static void requireId(String what, String id) {
        if (!id.matches(ID)) {
            throw new IllegalArgumentException(
                    what
                            + " has "
                            + id.length()
                            + " characters, expected 1 to 128 letters, digits or -.%_*?!(),:=@$'");
        }
    }

    @Override
    public String toString() {
        return clientId();
    }
}
