package io.lineside.relay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    private static final String KEY = "source.connection-string";
    private static final String PROXY =
            """
            source:
              transport: websockets
              proxy: {host: proxy.plant.example, port: 3128, user: lineside}
            """;

    private final Path file;
    private final Path credentials;

    CredentialsTest(@TempDir Path directory) throws IOException {
        file = directory.resolve("relay.yaml");
        credentials = Files.createDirectory(directory.resolve("credentials"));
        Files.writeString(directory.resolve("plant.yaml"), "sites: []\n");
    }

    @BeforeEach
    void aConnectionString() throws IOException {
        credential(KEY, connection("credential") + "\n");
    }

    @Test
    void aCredentialGoesBeforeTheFileAndTheEnvironmentBeforeBoth() throws Exception {
        String text = "source: {connection-string: \"" + connection("file") + "\"}\n";
        assertThat(load(text).source().connectionString()).isEqualTo(connection("credential"));
        assertThat(
                        load(
                                        text,
                                        Map.of(
                                                "LINESIDE_SOURCE_CONNECTION_STRING",
                                                connection("environment")))
                                .source()
                                .connectionString())
                .isEqualTo(connection("environment"));
    }

    @Test
    void anyKeyMayComeFromACredentialAndOthersFilesAreLeftAlone() throws Exception {
        credential("lineside.listen.port", "9100");
        credential("tls-key", "-----BEGIN PRIVATE KEY-----\nof another program\n");
        assertThat(load("{}").listen().port()).isEqualTo(9100);
    }

    @Test
    void whatIsWrongIsReportedByTheFilesNameAndNeverByItsContent() throws Exception {
        credential(KEY, "HostName=h;SharedAccessKeyName=a;SharedAccessKey=TOPSECRET");
        assertThat(problem("{}"))
                .contains("credential " + credentials.resolve(KEY))
                .contains("expected the Event Hub-compatible endpoint")
                .doesNotContain("TOPSECRET");
        credential(KEY, "TOPSECRET\nTOPSECRET\n");
        assertThat(problem("{}"))
                .contains(credentials.resolve(KEY) + ": expected one line")
                .doesNotContain("TOPSECRET");
        Files.write(credentials.resolve(KEY), "TOP\u00e9SECRET".getBytes(StandardCharsets.UTF_16));
        assertThat(problem("{}"))
                .contains(credentials.resolve(KEY) + ": expected UTF-8")
                .doesNotContain("SECRET");
    }

    @Test
    void aMisspeltCredentialIsReportedWithTheNearestKey() throws Exception {
        credential("source.conection-string", "x");
        assertThat(problem("{}"))
                .contains(
                        "source.conection-string: there is no such key; did you mean '"
                                + KEY
                                + "'?");
    }

    @Test
    void aDirectoryThatIsNotThereIsReported() {
        assertThat(problem("{}", Map.of("CREDENTIALS_DIRECTORY", credentials + "/nowhere")))
                .contains("environment variable CREDENTIALS_DIRECTORY: expected a directory");
    }

    @Test
    void theProxysPasswordComesFromACredentialAndIsInNoText() throws Exception {
        credential("source.proxy-password", "TOPSECRET");
        RelayConfig config = load(PROXY);
        assertThat(config.source().transport()).isEqualTo(RelayConfig.Transport.WEBSOCKETS);
        assertThat(config.source().proxy())
                .isEqualTo(
                        new RelayConfig.Proxy(
                                "proxy.plant.example", 3128, "lineside", "TOPSECRET"));
        assertThat(config.toString())
                .contains("proxy.plant.example:3128 as lineside")
                .doesNotContain("TOPSECRET", connection("credential"));
    }

    @Test
    void aProxyNeedsItsPortItsPasswordAndWebSockets() {
        assertThat(problem(PROXY))
                .contains("source.proxy.user and source.proxy-password together or neither");
        assertThat(problem("source: {proxy: {host: p, port: 1}}"))
                .contains("source.transport: expected websockets, as a proxy");
        assertThat(problem("source: {transport: websockets, proxy: {host: p}}"))
                .contains("source.proxy.port: expected the proxy's port");
        assertThat(problem("source: {transport: websockets, proxy: {port: 1}}"))
                .contains("source.proxy.host: expected the proxy's host");
        assertThat(problem("source: {transport: carrier-pigeon}"))
                .contains("relay.yaml:1: source.transport: expected amqp or websockets");
    }

    @Test
    void webSocketsAreNotForTheEmulatorsPlainPort() throws Exception {
        credential(KEY, connection("x") + ";UseDevelopmentEmulator=true");
        assertThat(problem("source: {transport: websockets}"))
                .contains("source.transport: expected amqp, as the connection string has");
    }

    private static String connection(String name) {
        return "Endpoint=sb://ns/;SharedAccessKeyName=" + name + ";SharedAccessKey=b;EntityPath=h";
    }

    private void credential(String key, String text) throws IOException {
        Files.writeString(credentials.resolve(key), text);
    }

    private RelayConfig load(String text) throws IOException, ConfigException {
        return load(text, Map.of());
    }

    private RelayConfig load(String text, Map<String, String> more)
            throws IOException, ConfigException {
        Files.writeString(file, text);
        Map<String, String> environment = new HashMap<>();
        environment.put("CREDENTIALS_DIRECTORY", credentials.toString());
        environment.putAll(more);
        return RelayConfig.load(file, environment);
    }

    private @Nullable String problem(String text) {
        return problem(text, Map.of());
    }

    private @Nullable String problem(String text, Map<String, String> more) {
        ConfigException thrown =
                catchThrowableOfType(ConfigException.class, () -> load(text, more));
        assertThat(thrown).isNotNull();
        return thrown.getMessage();
    }
}
