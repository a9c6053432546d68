package io.lineside.relay.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link RelayConfig} of a file and the environment; the defaults are in this class and in
 * the readers that it calls.
 */
final class RelayConfigReader {

    private static final List<String> KNOWN =
            List.of(
                    "listen.host",
                    "listen.port",
                    "public-url",
                    "plant",
                    "store",
                    "tick",
                    "source.connection-string",
                    "source.event-hub",
                    "source.consumer-group",
                    "source.first-start",
                    "source.trusted-certificates",
                    "source.transport",
                    "source.proxy.host",
                    "source.proxy.port",
                    "source.proxy.user",
                    "source.proxy-password",
                    "azure-signalr.connection-string",
                    "azure-signalr.secondary-connection-string",
                    "azure-signalr.hub",
                    "azure-signalr.trusted-certificates",
                    "azure-signalr.in-flight",
                    "azure-signalr.largest-send",
                    "azure-signalr.upstream.host",
                    "azure-signalr.upstream.port",
                    "azure-signalr.upstream.certificate",
                    "azure-signalr.upstream.key",
                    "azure-signalr.upstream.secret");
    private static final String DURATION = " as a number and ms, s, m or h";

    private final Path directory;
    private final Problems problems;
    private final Settings settings;

    RelayConfigReader(YamlFile yaml, Map<String, String> environment) {
        Path parent = yaml.file().toAbsolutePath().normalize().getParent();
        directory = parent == null ? Path.of(".") : parent;
        problems = new Problems(yaml.file());
        settings = new Settings(yaml, environment, KNOWN, problems);
    }

    RelayConfig read() throws ConfigException {
        RelayConfig.@Nullable AzureSignalR azure =
                new AzureSignalRReader(settings, directory).read();
        RelayConfig config =
                new RelayConfig(
                        listen(),
                        settings.find(
                                        "public-url",
                                        "an absolute http or https address without query",
                                        RelayConfigReader::address)
                                .orElse(null),
                        existingFile("plant", "plant.yaml"),
                        directory.resolve(text("store", "data/relay.db")),
                        // The service is paid by message and cannot conflate for a slow client, so
                        // its tick is longer.
                        duration(
                                "tick",
                                azure == null ? "100ms" : "1s",
                                Duration.ofMillis(10),
                                Duration.ofSeconds(10)),
                        new SourceReader(settings, directory, this).read(),
                        azure);
        problems.throwIfAny();
        return config;
    }

    private RelayConfig.Listen listen() {
        // Until operators sign in, only this machine may reach the relay.
        String host =
                settings.find(
                                "listen.host",
                                "localhost or a loopback address (127.x.y.z or ::1): there is no sign-in"
                                        + " yet, so the relay listens on loopback only",
                                value -> Optional.of(value).filter(RelayConfigReader::isLoopback))
                        .orElse("127.0.0.1");
        int port =
                settings.find("listen.port", "a port number, 0 to 65535", RelayConfigReader::port)
                        .orElse(8480);
        return new RelayConfig.Listen(host, port);
    }

    private Path existingFile(String key, String otherwise) {
        Path file = directory.resolve(text(key, otherwise));
        if (!isReadable(file)) {
            settings.wrong(key, "a file that can be read, there is none at " + file);
        }
        return file;
    }

    String text(String key, String otherwise) {
        return settings.find(key, "a text", RelayConfigReader::notBlank).orElse(otherwise);
    }

    Duration duration(String key, String otherwise, Duration min, Duration max) {
        return settings.find(
                        key,
                        shown(min) + " to " + shown(max) + DURATION,
                        value ->
                                Durations.parse(value)
                                        .filter(
                                                d ->
                                                        d.compareTo(min) >= 0
                                                                && d.compareTo(max) <= 0))
                .or(() -> Durations.parse(otherwise))
                .orElseThrow();
    }

    private static String shown(Duration duration) {
        return duration.toHours() > 0
                ? duration.toHours() + "h"
                : duration.toSeconds() > 0 || duration.isZero()
                        ? duration.toSeconds() + "s"
                        : duration.toMillis() + "ms";
    }

    static Optional<Integer> port(String value) {
        return Optional.of(value)
                .filter(text -> text.matches("\\d{1,5}"))
                .map(Integer::valueOf)
                .filter(number -> number <= 65_535);
    }

    static Optional<String> notBlank(String value) {
        return Optional.of(value).filter(text -> !text.isBlank());
    }

    static boolean isLoopback(String host) {
        // Judged by the text, not by a look-up: a name server must not decide which machines reach
        // the relay.
        return host.equals("localhost")
                || host.equals("::1")
                || host.matches("127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    }

    private static Optional<URI> address(String value) {
        try {
            URI uri = new URI(value);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean plain = uri.getQuery() == null && uri.getFragment() == null;
            return Optional.of(uri).filter(_ -> web && plain && uri.getHost() != null);
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    static boolean isReadable(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }
}
