package io.lineside.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.emulator.HubEmulator;
import io.lineside.relay.service.NotifySocket;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code lineside-relay} as systemd runs it: credentials, readiness, signs of life, SIGTERM. */
@EnabledOnOs(OS.LINUX)
class RelayProcessIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void isReadyWhenItReadsShowsLifeAndEndsWellOnSigterm(@TempDir Path directory) throws Exception {
        Path notify = directory.resolve("notify");
        Path log = directory.resolve("log");
        try (HubEmulator hub = Hubs.start(directory);
                NotifySocket socket = new NotifySocket(notify.toString())) {
            hub.refuseServiceConnections(true);
            Process relay = start(directory, hub, notify, log);
            try {
                await().atMost(PATIENCE)
                        .until(
                                () ->
                                        socket.messages().stream()
                                                .anyMatch(m -> m.contains("hub is not reached")));
                assertThat(socket.messages()).noneMatch(m -> m.startsWith("READY"));
                hub.refuseServiceConnections(false);
                await().atMost(PATIENCE)
                        .until(
                                () ->
                                        socket.messages().stream()
                                                .anyMatch(m -> m.startsWith("READY=1")));
                long signs = signs(socket);
                await().atMost(PATIENCE).until(() -> signs(socket) >= signs + 3);
                try (BufferedReader out = relay.inputReader(StandardCharsets.UTF_8)) {
                    assertThat(out.readLine()).startsWith("ready relay http://127.0.0.1:");
                    relay.toHandle().destroy();
                    assertThat(relay.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
                    assertThat(out.readLine()).isNull();
                }
                assertThat(relay.exitValue()).isZero();
                await().until(() -> socket.messages().getLast().startsWith("STOPPING=1"));
                assertThat(Files.readString(log))
                        .as("what was logged")
                        .contains("Reading 4 partitions")
                        .doesNotContain("SharedAccessKey", key(hub));
                assertThat(socket.messages()).noneMatch(m -> m.contains(key(hub)));
            } finally {
                relay.destroyForcibly().waitFor();
            }
        }
    }

    private static long signs(NotifySocket socket) {
        return socket.messages().stream().filter("WATCHDOG=1"::equals).count();
    }

    private static String key(HubEmulator hub) {
        return hub.connectionString().replaceFirst(".*SharedAccessKey=([^;]*).*", "$1");
    }

    private static Process start(Path directory, HubEmulator hub, Path notify, Path log)
            throws Exception {
        Path credentials = Files.createDirectory(directory.resolve("credentials"));
        Files.writeString(
                credentials.resolve("source.connection-string"), hub.connectionString() + "\n");
        Files.writeString(directory.resolve("plant.yaml"), "sites: []\n");
        Files.writeString(
                directory.resolve("relay.yaml"),
                "listen: {port: 0}\nstore: relay.db\nsource: {event-hub: %s}\n"
                        .formatted(hub.eventHub()));
        Path logging = directory.resolve("logback.xml");
        Files.writeString(
                logging,
                """
                <configuration>
                    <appender name="err" class="ch.qos.logback.core.ConsoleAppender">
                        <target>System.err</target>
                        <encoder><pattern>%level %logger %msg%n%ex</pattern></encoder>
                    </appender>
                    <logger name="com.azure" level="OFF"/>
                    <root level="INFO"><appender-ref ref="err"/></root>
                </configuration>
                """);
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Dlogback.configurationFile=" + logging,
                                "-cp",
                                System.getProperty("java.class.path"),
                                RelayMain.class.getName(),
                                "--config",
                                directory.resolve("relay.yaml").toString()));
        builder.environment()
                .putAll(
                        Map.of(
                                "NOTIFY_SOCKET", notify.toString(),
                                "WATCHDOG_USEC", "2000000",
                                "CREDENTIALS_DIRECTORY", credentials.toString()));
        return builder.redirectError(log.toFile()).start();
    }
}
