package io.lineside.relay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayConfigTest {

    private static final String CONNECTION =
            "Endpoint=sb://ns.example.net/;SharedAccessKeyName=service;SharedAccessKey=c2VjcmV0;EntityPath=hub";

    @TempDir Path directory = Path.of("");

    @BeforeEach
    void plantFile() throws IOException {
        Files.writeString(directory.resolve("plant.yaml"), "sites: []\n");
    }

    @Test
    void readsEveryKey() throws Exception {
        Files.writeString(directory.resolve("ca.pem"), "x");
        RelayConfig config =
                load(
                        """
                        listen: {host: 127.0.0.2, port: 9000}
                        public-url: https://relay.example.net/lineside
                        plant: plant.yaml
                        store: var/relay.db
                        tick: 250ms
                        source:
                          connection-string: "Endpoint=sb://ns/;SharedAccessKeyName=a;SharedAccessKey=b"
                          event-hub: telemetry
                          consumer-group: relay
                          first-start: 1h
                          trusted-certificates: ca.pem
                        """);
        assertThat(config.listen()).isEqualTo(new RelayConfig.Listen("127.0.0.2", 9000));
        assertThat(config.publicUrl()).isEqualTo(URI.create("https://relay.example.net/lineside"));
        assertThat(config.plant()).isEqualTo(directory.resolve("plant.yaml"));
        assertThat(config.store()).isEqualTo(directory.resolve("var/relay.db"));
        assertThat(config.tick()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.source().eventHub()).isEqualTo("telemetry");
        assertThat(config.source().consumerGroup()).isEqualTo("relay");
        assertThat(config.source().firstStart()).isEqualTo(Duration.ofHours(1));
        assertThat(config.source().trustedCertificates()).isEqualTo(directory.resolve("ca.pem"));
    }

    @Test
    void hasADefaultForEverythingButTheConnectionString() throws Exception {
        RelayConfig config = load("source: {connection-string: \"" + CONNECTION + "\"}\n");
        assertThat(config.listen()).isEqualTo(new RelayConfig.Listen("127.0.0.1", 8480));
        assertThat(config.publicUrl()).isNull();
        assertThat(config.store()).isEqualTo(directory.resolve("data/relay.db"));
        assertThat(config.tick()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.source().consumerGroup()).isEqualTo("$Default");
        assertThat(config.source().firstStart()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.source().trustedCertificates()).isNull();
    }

    @Test
    void theEnvironmentGoesBeforeTheFile() throws Exception {
        RelayConfig config =
                load(
                        "listen: {port: 1}\n",
                        Map.of(
                                "LINESIDE_LISTEN_PORT",
                                "9100",
                                "LINESIDE_SOURCE_CONNECTION_STRING",
                                CONNECTION));
        assertThat(config.listen().port()).isEqualTo(9100);
        assertThat(config.source().connectionString()).isEqualTo(CONNECTION);
    }

    @Test
    void theConnectionStringIsNotInItsText() throws Exception {
        RelayConfig config = load("source: {connection-string: \"" + CONNECTION + "\"}\n");
        assertThat(config.toString()).doesNotContain("c2VjcmV0").contains("(secret)");
    }

    @Test
    void anUnknownKeyIsReportedWithItsLineAndTheNearestOne() {
        String text =
                """
                listen:
                  host: 127.0.0.1
                  prot: 8480
                sorce:
                  connection-string: x
                """;
        assertThat(problems(text))
                .containsExactly(
                        "relay.yaml:1: source.connection-string: the connection string of the Event"
                                + " Hubs-compatible endpoint is missing",
                        "relay.yaml:3: listen.prot: there is no such key; did you mean 'port'?",
                        "relay.yaml:4: sorce: there is no such key; did you mean 'source'?");
    }

    @Test
    void everyWrongValueIsReportedWithItsLineAndWhatWasExpected() {
        String text =
                """
                listen:
                  host: 0.0.0.0
                  port: 70000
                public-url: relay
                tick: fast
                source:
                  connection-string: "HostName=h.azure-devices.net;SharedAccessKeyName=a;SharedAccessKey=TOPSECRET"
                  first-start: 3w
                plant: nowhere.yaml
                """;
        assertThat(problems(text))
                .hasSize(7)
                .anyMatch(p -> p.startsWith("relay.yaml:2: listen.host: expected localhost or a"))
                .contains(
                        "relay.yaml:3: listen.port: expected a port number, 0 to 65535, found"
                                + " '70000'",
                        "relay.yaml:4: public-url: expected an absolute http or https address"
                                + " without query, found 'relay'",
                        "relay.yaml:5: tick: expected 10ms to 10s as a number and ms, s, m or h,"
                                + " found 'fast'",
                        "relay.yaml:8: source.first-start: expected 0s to 168h as a number and ms,"
                                + " s, m or h, found '3w'")
                .anyMatch(
                        p ->
                                p.startsWith(
                                        "relay.yaml:7: source.connection-string: expected the Event"
                                                + " Hub-compatible endpoint"))
                .anyMatch(p -> p.startsWith("relay.yaml:9: plant: expected a file"))
                .noneMatch(p -> p.contains("TOPSECRET"));
    }

    @Test
    void aWrongVariableIsReportedByItsName() {
        ConfigException thrown =
                catchThrowableOfType(
                        ConfigException.class,
                        () ->
                                load(
                                        "source: {connection-string: \"" + CONNECTION + "\"}\n",
                                        Map.of(
                                                "LINESIDE_TICK", "0ms",
                                                "LINESIDE_SOURCE_EVENTHUB", "x")));
        assertThat(thrown)
                .hasMessageContaining("environment variable LINESIDE_TICK: expected 10ms to 10s")
                .hasMessageContaining(
                        "environment variable LINESIDE_SOURCE_EVENTHUB: there is no such key; did"
                                + " you mean 'LINESIDE_SOURCE_EVENT_HUB'?");
    }

    @Test
    void aKeyThatIsThereTwiceIsRefused() {
        assertThat(problems("tick: 1s\nstore: a\ntick: 2s\n"))
                .containsExactly("relay.yaml:3: tick: expected once, but it is already on line 1");
    }

    @Test
    void brokenYamlIsReportedWithItsLine() {
        assertThat(problems("tick: 1s\nlisten: {port: 1\nstore: x\n"))
                .singleElement()
                .asString()
                .matches("relay.yaml:[23]: expected YAML, but .*");
    }

    @Test
    void aFileThatIsNotThereIsReported() {
        ConfigException thrown =
                catchThrowableOfType(
                        ConfigException.class,
                        () -> RelayConfig.load(directory.resolve("no.yaml"), Map.of()));
        assertThat(thrown).hasMessageEndingWith("no.yaml:1: there is no such file");
    }

    @Test
    void anEventHubThatContradictsTheConnectionStringIsRefused() {
        String text = "source:\n  connection-string: \"" + CONNECTION + "\"\n  event-hub: other\n";
        assertThat(problems(text))
                .containsExactly(
                        "relay.yaml:3: source.event-hub: expected the connection string's"
                                + " EntityPath, hub, found 'other'");
    }

    private static final String SOURCE = "source: {connection-string: \"" + CONNECTION + "\"}\n";
    private static final String AZURE =
            "Endpoint=https://n.service.signalr.net;AccessKey=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";

    @Test
    void withoutAzureSignalRTheRelayHasAHubOfItsOwn() throws Exception {
        assertThat(load(SOURCE).azureSignalR()).isNull();
    }

    @Test
    void azureSignalRHasADefaultForAllButItsConnectionString() throws Exception {
        RelayConfig config =
                load(SOURCE + "azure-signalr: {connection-string: \"" + AZURE + "\"}\n");
        RelayConfig.AzureSignalR azure = Objects.requireNonNull(config.azureSignalR());
        assertThat(azure.hub()).isEqualTo("lineside");
        assertThat(azure.inFlight()).isEqualTo(32);
        assertThat(azure.largestSend()).isEqualTo(1_000_000);
        assertThat(azure.secondary()).isNull();
        assertThat(azure.upstream()).isNull();
        assertThat(config.tick()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.toString()).doesNotContain("ABCDEFGH");
    }

    @Test
    void readsEveryKeyOfAzureSignalR() throws Exception {
        Files.writeString(directory.resolve("chain.pem"), "x");
        Files.writeString(directory.resolve("key.pem"), "x");
        RelayConfig config =
                load(
                        SOURCE
                                + """
                                  tick: 500ms
                                  azure-signalr:
                                    connection-string: "%s"
                                    secondary-connection-string: "%s"
                                    hub: Plant
                                    trusted-certificates: chain.pem
                                    in-flight: 8
                                    largest-send: 500000
                                    upstream: {host: 0.0.0.0, port: 9443, certificate: chain.pem, key: key.pem, secret: s3}
                                  """
                                        .formatted(AZURE, AZURE.replace("ABC", "CBA")));
        RelayConfig.AzureSignalR azure = Objects.requireNonNull(config.azureSignalR());
        assertThat(azure.hub()).isEqualTo("plant");
        assertThat(azure.secondary()).isNotNull();
        assertThat(azure.inFlight()).isEqualTo(8);
        assertThat(azure.largestSend()).isEqualTo(500_000);
        assertThat(azure.trustedCertificates()).isEqualTo(directory.resolve("chain.pem"));
        assertThat(azure.upstream())
                .isEqualTo(
                        new RelayConfig.Upstream(
                                "0.0.0.0",
                                9443,
                                directory.resolve("chain.pem"),
                                directory.resolve("key.pem"),
                                "s3"));
        assertThat(config.tick()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void whatIsWrongWithAzureSignalRIsReportedWithItsLine() {
        String text =
                SOURCE
                        + """
                          azure-signalr:
                            connection-string: "Endpoint=https://n;AccessKey=TOPSECRET"
                            hub: 9lives
                            in-flight: 0
                            largest-send: 2000000
                            upstream:
                              host: 0.0.0.0
                              key: nowhere.pem
                          """;
        assertThat(problems(text))
                .contains(
                        "relay.yaml:3: azure-signalr.connection-string: expected an AccessKey of at"
                                + " least 32 characters",
                        "relay.yaml:5: azure-signalr.in-flight: expected a number, 1 to 256, found"
                                + " '0'",
                        "relay.yaml:6: azure-signalr.largest-send: expected a number, 16384 to"
                                + " 1048576, found '2000000'")
                .anyMatch(p -> p.startsWith("relay.yaml:4: azure-signalr.hub: expected a hub's"))
                .anyMatch(p -> p.startsWith("relay.yaml:9: azure-signalr.upstream.key: expected a"))
                .anyMatch(p -> p.contains("azure-signalr.upstream.certificate: expected one, as"))
                .noneMatch(p -> p.contains("TOPSECRET"));
        assertThat(problems(SOURCE + "azure-signalr: {hub: plant}\n"))
                .singleElement()
                .asString()
                .contains("azure-signalr.connection-string", "is missing");
    }

    private RelayConfig load(String text) throws IOException, ConfigException {
        return load(text, Map.of());
    }

    private RelayConfig load(String text, Map<String, String> environment)
            throws IOException, ConfigException {
        Path file = directory.resolve("relay.yaml");
        Files.writeString(file, text);
        return RelayConfig.load(file, environment);
    }

    private List<String> problems(String text) {
        ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> load(text));
        assertThat(thrown).isNotNull();
        String message = String.valueOf(thrown.getMessage());
        return message.replace(directory + "/", "").lines().toList();
    }
}
