package io.lineside.relay.config;

import io.lineside.relay.config.AzureConnectionString.Identity;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the keys below {@code azure-signalr}; all their defaults are in this class. */
final class AzureSignalRReader {

    private static final String AT = "azure-signalr.";
    private static final String CONNECTION = AT + "connection-string";
    private static final String SECONDARY = AT + "secondary-connection-string";
    private static final String UPSTREAM = AT + "upstream.";

    /** The service's own limit of a request body, in bytes. */
    private static final int LARGEST_SEND = 1 << 20;

    private static final int SMALLEST_SEND = 16 << 10;
    private static final int MOST_IN_FLIGHT = 256;

    private final Settings settings;
    private final Path directory;

    AzureSignalRReader(Settings settings, Path directory) {
        this.settings = settings;
        this.directory = directory;
    }

    /** The service's configuration; null when no key below {@code azure-signalr} is set. */
    RelayConfig.@Nullable AzureSignalR read() {
        if (!settings.hasAny(AT)) {
            return null;
        }
        String text =
                settings.required(CONNECTION, "the connection string of Azure SignalR Service");
        AzureConnectionString connection = text.isEmpty() ? null : connection(CONNECTION);
        AzureConnectionString secondary = connection(SECONDARY);
        if (connection != null && secondary != null) {
            checkSecondary(connection, secondary);
        }
        String hub =
                settings.find(
                                AT + "hub",
                                "a hub's name: a letter, then up to 127 letters, digits or _`,.[]",
                                value ->
                                        Optional.of(value)
                                                .filter(
                                                        name ->
                                                                name.matches(
                                                                        "[A-Za-z][A-Za-z0-9_`,.\\[\\]]{0,127}")))
                        .orElse("lineside");
        Path certificates = file(AT + "trusted-certificates", "a PEM file that can be read");
        int inFlight = number(AT + "in-flight", 1, MOST_IN_FLIGHT, 32);
        int largest = number(AT + "largest-send", SMALLEST_SEND, LARGEST_SEND, 1_000_000);
        RelayConfig.Upstream upstream = upstream(connection);
        return connection == null
                ? null
                : new RelayConfig.AzureSignalR(
                        connection,
                        secondary,
                        hub.toLowerCase(Locale.ROOT),
                        certificates,
                        inFlight,
                        largest,
                        upstream);
    }

    private @Nullable AzureConnectionString connection(String key) {
        Optional<String> text = settings.find(key, "a connection string", Optional::of);
        try {
            return text.map(AzureConnectionString::parse).orElse(null);
        } catch (IllegalArgumentException e) {
            settings.wrong(key, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void checkSecondary(AzureConnectionString first, AzureConnectionString other) {
        if (!first.endpoint().equals(other.endpoint())) {
            settings.wrong(SECONDARY, "the endpoint of " + CONNECTION);
        } else if (!(first.identity() instanceof Identity.Key)
                || !(other.identity() instanceof Identity.Key)) {
            settings.wrong(SECONDARY, "it with an access key, beside a first one with a key too");
        }
    }

    private RelayConfig.@Nullable Upstream upstream(@Nullable AzureConnectionString connection) {
        if (!settings.hasAny(UPSTREAM)) {
            return null;
        }
        String host =
                settings.find(
                                UPSTREAM + "host",
                                "an address of this computer",
                                RelayConfigReader::notBlank)
                        .orElse("127.0.0.1");
        int port =
                settings.find(
                                UPSTREAM + "port",
                                "a port number, 0 to 65535",
                                RelayConfigReader::port)
                        .orElse(8481);
        Path certificate = file(UPSTREAM + "certificate", "a PEM file that can be read");
        Path key = file(UPSTREAM + "key", "a PEM file (PKCS#8) that can be read");
        if ((certificate == null) != (key == null)) {
            settings.wrong(
                    UPSTREAM + (key == null ? "key" : "certificate"),
                    "certificate and key together, or neither");
        }
        if (certificate == null && key == null && !RelayConfigReader.isLoopback(host)) {
            settings.wrong(
                    UPSTREAM + "certificate",
                    "one, as the service's calls must not cross a network in the clear (or listen on"
                            + " loopback, behind a proxy that has TLS)");
        }
        if (connection != null && !(connection.identity() instanceof Identity.Key)) {
            settings.wrong(
                    UPSTREAM + "port",
                    "no upstream without an access key, which the service signs its calls with");
        }
        @Nullable String code =
                settings.find(UPSTREAM + "secret", "a text", RelayConfigReader::notBlank)
                        .orElse(null);
        return new RelayConfig.Upstream(host, port, certificate, key, code);
    }

    private @Nullable Path file(String key, String expected) {
        return settings.find(
                        key,
                        expected,
                        value ->
                                Optional.of(directory.resolve(value))
                                        .filter(RelayConfigReader::isReadable))
                .orElse(null);
    }

    private int number(String key, int min, int max, int otherwise) {
        return settings.find(
                        key,
                        "a number, " + min + " to " + max,
                        value ->
                                Optional.of(value)
                                        .filter(text -> text.matches("[0-9]{1,7}"))
                                        .map(Integer::valueOf)
                                        .filter(found -> found >= min && found <= max))
                .orElse(otherwise);
    }
}
