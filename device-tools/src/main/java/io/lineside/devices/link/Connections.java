package io.lineside.devices.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** How each device reaches its hub: by an emulator's {@code hub.json}, or by connection strings. */
public final class Connections {

    private final Function<String, Optional<ConnectionString>> strings;
    private final @Nullable Set<String> devices;
    private final @Nullable SSLContext trust;

    private Connections(
            Function<String, Optional<ConnectionString>> strings,
            @Nullable Set<String> devices,
            @Nullable SSLContext trust) {
        this.strings = strings;
        this.devices = devices;
        this.trust = trust;
    }

    /**
     * Any device, to an emulated hub.
     *
     * @throws IOException when the hub's certificate cannot be read
     */
    public static Connections to(HubInfo hub) throws IOException {
        SSLContext trust = TrustedCertificates.read(hub.caFile());
        return new Connections(id -> Optional.of(hub.device(id)), null, trust);
    }

    /**
     * The device of one connection string, to a hub that the JDK's certificates vouch for.
     *
     * @param ca PEM certificates to trust instead; null for those that the SDK trusts
     */
    public static Connections of(ConnectionString string, @Nullable Path ca) throws IOException {
        return of(Map.of(string.deviceId(), string), ca);
    }

    /**
     * The devices of a file with one connection string per line; empty lines and lines that begin
     * with # are passed over.
     *
     * @throws IOException when the file cannot be read or a line is wrong; the message names file
     *     and line, and holds no secret
     */
    public static Connections read(Path file, @Nullable Path ca) throws IOException {
        Map<String, ConnectionString> strings = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                ConnectionString string = ConnectionString.parse(line);
                if (strings.putIfAbsent(string.deviceId(), string) != null) {
                    throw new IllegalArgumentException(
                            "device " + string.deviceId() + " is there a second time");
                }
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return of(strings, ca);
    }

    private static Connections of(Map<String, ConnectionString> strings, @Nullable Path ca)
            throws IOException {
        return new Connections(
                id -> Optional.ofNullable(strings.get(id)),
                strings.keySet(),
                ca == null ? null : TrustedCertificates.read(ca));
    }

    /** The connection string of a device; empty when it has none. */
    public Optional<ConnectionString> device(String deviceId) {
        return strings.apply(deviceId);
    }

    /** The devices that have a connection string; empty when any device has. */
    public Optional<Set<String>> devices() {
        return Optional.ofNullable(devices);
    }

    /** The TLS context to use; null for the SDK's own. */
    @Nullable SSLContext trust() {
        return trust;
    }
}
