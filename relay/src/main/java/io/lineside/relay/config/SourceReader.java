package io.lineside.relay.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the keys below {@code source}; all their defaults are in this class. */
final class SourceReader {

    private final Settings settings;
    private final Path directory;
    private final RelayConfigReader reader;

    SourceReader(Settings settings, Path directory, RelayConfigReader reader) {
        this.settings = settings;
        this.directory = directory;
        this.reader = reader;
    }

    RelayConfig.Source read() {
        String key = "source.connection-string";
        String connection =
                settings.required(
                        key, "the connection string of the Event Hubs-compatible endpoint");
        @Nullable String eventHub =
                settings.find(
                                "source.event-hub",
                                "the event hub's name",
                                RelayConfigReader::notBlank)
                        .orElse(null);
        if (!connection.isEmpty()) {
            checkConnection(key, connection, eventHub);
        }
        @Nullable Path certificates =
                settings.find(
                                "source.trusted-certificates",
                                "a PEM file that can be read",
                                value ->
                                        Optional.of(directory.resolve(value))
                                                .filter(RelayConfigReader::isReadable))
                        .orElse(null);
        return new RelayConfig.Source(
                connection,
                eventHub,
                reader.text("source.consumer-group", "$Default"),
                reader.duration("source.first-start", "10m", Duration.ZERO, Duration.ofDays(7)),
                certificates,
                transport(connection),
                proxy());
    }

    private RelayConfig.Transport transport(String connection) {
        RelayConfig.Transport transport =
                settings.find(
                                "source.transport",
                                "amqp or websockets",
                                value ->
                                        Stream.of(RelayConfig.Transport.values())
                                                .filter(t -> t.name().equalsIgnoreCase(value))
                                                .findFirst())
                        .orElse(RelayConfig.Transport.AMQP);
        boolean plain = connection.matches("(?i).*;\\s*UseDevelopmentEmulator\\s*=\\s*true.*");
        if (transport == RelayConfig.Transport.WEBSOCKETS && plain) {
            settings.wrong(
                    "source.transport",
                    "amqp, as the connection string has UseDevelopmentEmulator=true, which is"
                            + " without TLS");
        }
        return transport;
    }

    private RelayConfig.@Nullable Proxy proxy() {
        String host = find("source.proxy.host", "a host name or address");
        String user = find("source.proxy.user", "a user name");
        String password = find("source.proxy-password", "a text");
        int port =
                settings.find(
                                "source.proxy.port",
                                "a port number, 1 to 65535",
                                RelayConfigReader::port)
                        .orElse(0);
        if (host == null) {
            if (port != 0 || user != null || password != null) {
                settings.wrong(
                        "source.proxy.host", "the proxy's host, as there are other keys of it");
            }
            return null;
        }
        if (port == 0) {
            settings.wrong("source.proxy.port", "the proxy's port, 1 to 65535");
        }
        if ((user == null) != (password == null)) {
            settings.wrong(
                    user == null ? "source.proxy.user" : "source.proxy-password",
                    "source.proxy.user and source.proxy-password together or neither");
        }
        boolean webSockets =
                settings.find("source.transport", "amqp or websockets", Optional::of)
                        .filter("websockets"::equalsIgnoreCase)
                        .isPresent();
        if (!webSockets) {
            settings.wrong(
                    "source.transport", "websockets, as a proxy does not pass AMQP's own port on");
        }
        return new RelayConfig.Proxy(host, port, user, password);
    }

    private @Nullable String find(String key, String expected) {
        return settings.find(key, expected, RelayConfigReader::notBlank).orElse(null);
    }

    private void checkConnection(String key, String connection, @Nullable String eventHub) {
        Map<String, String> parts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String part : connection.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(part.substring(0, equals).trim(), part.substring(equals + 1).trim());
            }
        }
        if (parts.containsKey("HostName")) {
            settings.wrong(
                    key,
                    "the Event Hub-compatible endpoint's connection string (Endpoint=sb://…), not"
                            + " IoT Hub's own");
            return;
        }
        String endpoint = parts.getOrDefault("Endpoint", "").toLowerCase(Locale.ROOT);
        boolean signed =
                parts.containsKey("SharedAccessKeyName") && parts.containsKey("SharedAccessKey");
        if (!endpoint.startsWith("sb://")
                || !(signed || parts.containsKey("SharedAccessSignature"))) {
            settings.wrong(
                    key, "Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…[;EntityPath=…]");
            return;
        }
        @Nullable String entity = parts.get("EntityPath");
        if (entity == null && eventHub == null) {
            settings.wrong(
                    "source.event-hub", "a name, as the connection string has no EntityPath");
        } else if (entity != null && eventHub != null && !entity.equals(eventHub)) {
            settings.wrong("source.event-hub", "the connection string's EntityPath, " + entity);
        }
    }
}
