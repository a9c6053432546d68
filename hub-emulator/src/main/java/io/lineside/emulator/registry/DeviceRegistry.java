package io.lineside.emulator.registry;

import io.lineside.program.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which devices may connect, and with which keys.
 *
 * <p>A device that is not registered may connect with the key derived from the group key, {@code
 * base64(HMAC-SHA256(group key, device id))}, and is registered by that (as symmetric-key enrolment
 * groups of the Device Provisioning Service do). For a module the text is {@code device/module}.
 * Kept in memory; the group key may be kept in a file. May be called from any thread.
 */
public final class DeviceRegistry {

    /** More than these do not register themselves, so that a mistaken client cannot fill memory. */
    public static final int MAX_SELF_REGISTERED = 100_000;

    private static final String GROUP_KEY_FILE = "group.key";
    private static final int KEY_BYTES = 32;

    private final SymmetricKey groupKey;
    private final Map<DeviceIdentity, Registration> devices = new ConcurrentHashMap<>();
    private final Map<String, SymmetricKey> policies = new ConcurrentHashMap<>();

    /**
     * A registry with a given group key.
     *
     * @param groupKey base64
     * @throws IllegalArgumentException if it is not base64 or is empty
     */
    public DeviceRegistry(String groupKey) {
        this.groupKey = SymmetricKey.parse("group key", groupKey);
    }

    /** A registry with a new random group key that is kept nowhere. */
    public static DeviceRegistry inMemory() {
        return new DeviceRegistry(randomKey());
    }

    /**
     * A registry whose group key is kept in {@code group.key} in the directory, made at the first
     * call and readable by its owner only.
     *
     * @throws IOException if the file cannot be read or written, or does not hold a key
     */
    public static DeviceRegistry open(Path directory) throws IOException {
        Path file = directory.resolve(GROUP_KEY_FILE);
        if (!Files.exists(file)) {
            WholeFile.writeSecret(file, randomKey() + "\n");
        }
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        try {
            return new DeviceRegistry(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** A new random key, base64 of 32 bytes. */
    public static String randomKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** The group key, base64. A secret: for hub.json, never for a log. */
    public String groupKey() {
        return groupKey.base64();
    }

    /** The key derived for a device, base64. */
    public String deviceKey(String deviceId) {
        return derived(DeviceIdentity.device(deviceId)).base64();
    }

    /** The key derived for a device or module, base64. */
    public String deviceKey(DeviceIdentity identity) {
        return derived(identity).base64();
    }

    /**
     * Registers a device with keys of its own, or gives a registered one new keys; it is enabled.
     *
     * @param primaryKey base64
     * @param secondaryKey base64
     * @throws IllegalArgumentException if a key is not base64 or is empty
     */
    public void register(DeviceIdentity identity, String primaryKey, String secondaryKey) {
        devices.put(
                identity,
                new Registration(
                        List.of(
                                SymmetricKey.parse("primary key of " + identity, primaryKey),
                                SymmetricKey.parse("secondary key of " + identity, secondaryKey)),
                        true,
                        false));
    }

    /**
     * Lets holders of a shared access policy connect as any device, with tokens that carry its
     * name.
     *
     * @param key base64
     */
    public void policy(String name, String key) {
        policies.put(name, SymmetricKey.parse("key of policy " + name, key));
    }

    /** Refuses a device from its next connection on, whatever its key. */
    public void disable(DeviceIdentity identity) {
        setEnabled(identity, false);
    }

    /** Lets a disabled device connect again. */
    public void enable(DeviceIdentity identity) {
        setEnabled(identity, true);
    }

    /** Whether the device is registered, by itself or by {@link #register}. */
    public boolean isRegistered(DeviceIdentity identity) {
        return devices.containsKey(identity);
    }

    /** Whether the device, and for a module also its device, is not disabled. */
    public boolean isEnabled(DeviceIdentity identity) {
        return enabled(identity)
                && (identity.moduleId() == null
                        || enabled(DeviceIdentity.device(identity.deviceId())));
    }

    /** All registered devices and modules, in no order. */
    public List<DeviceIdentity> devices() {
        return List.copyOf(devices.keySet());
    }

    /** The keys a device may sign with. */
    public List<SymmetricKey> keys(DeviceIdentity identity) {
        Registration registration = devices.get(identity);
        return registration == null ? List.of(derived(identity)) : registration.keys();
    }

    /** The key of a shared access policy; empty when there is no policy of that name. */
    public Optional<SymmetricKey> policyKey(String name) {
        return Optional.ofNullable(policies.get(name));
    }

    /**
     * Registers a device that has shown its derived key.
     *
     * @return false if too many have registered themselves
     */
    public boolean registerItself(DeviceIdentity identity) {
        if (devices.containsKey(identity)) {
            return true;
        }
        if (devices.size() >= MAX_SELF_REGISTERED) {
            return false;
        }
        devices.putIfAbsent(identity, new Registration(List.of(derived(identity)), true, true));
        return true;
    }

    private boolean enabled(DeviceIdentity identity) {
        Registration registration = devices.get(identity);
        return registration == null || registration.enabled();
    }

    private void setEnabled(DeviceIdentity identity, boolean enabled) {
        devices.compute(
                identity,
                (id, known) ->
                        known == null
                                ? new Registration(List.of(derived(id)), enabled, true)
                                : new Registration(known.keys(), enabled, known.derived()));
    }

    private SymmetricKey derived(DeviceIdentity identity) {
        return SymmetricKey.of(groupKey.sign(identity.clientId()));
    }

    private record Registration(List<SymmetricKey> keys, boolean enabled, boolean derived) {}
}
