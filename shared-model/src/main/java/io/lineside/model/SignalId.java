package io.lineside.model;

/**
 * Names one signal of one device; its text, {@code device/name}, names it on the wire.
 *
 * @param device the IoT Hub device id, or the id a gateway gives in the payload; has no slash
 * @param name the signal's name; nested payload fields are joined by dots
 */
public record SignalId(String device, String name) implements Comparable<SignalId> {

    public SignalId {
        if (device.isEmpty() || device.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "device id is '" + device + "', expected a text without a slash");
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "a signal of device " + device + " has an empty name");
        }
    }

    /**
     * Reads {@code device/name}; the name may itself have slashes.
     *
     * @throws IllegalArgumentException when there is no slash, or nothing on a side of it
     */
    public static SignalId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("signal is '" + text + "', expected device/name");
        }
        return new SignalId(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(SignalId other) {
        int byDevice = device.compareTo(other.device);
        return byDevice != 0 ? byDevice : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return device + "/" + name;
    }
}
