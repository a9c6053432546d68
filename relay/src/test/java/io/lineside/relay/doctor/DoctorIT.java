package io.lineside.relay.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.emulator.HubEmulator;
import io.lineside.program.FreePort;
import io.lineside.relay.ConnectProxy;
import io.lineside.relay.Hubs;
import io.lineside.relay.Relay;
import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.store.sqlite.SqliteStore;
import io.lineside.relay.tls.Pem;
import io.lineside.servicefake.ServiceFake;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doctor against a real hub emulator, proxy and relay: each problem that it can find. */
class DoctorIT {

    private final Path directory;
    private final Path file;
    private final HubEmulator hub;
    private final SSLContext before;
    private final StringWriter out = new StringWriter();

    DoctorIT(@TempDir Path directory) throws Exception {
        this.directory = directory;
        this.file = directory.resolve("relay.yaml");
        before = SSLContext.getDefault();
        hub = Hubs.start(directory);
        Files.writeString(directory.resolve("plant.yaml"), "sites: []\n");
    }

    @AfterEach
    void stop() {
        hub.close();
        SSLContext.setDefault(before);
    }

    private void write(String connection, String more) throws IOException {
        Files.writeString(
                file,
                """
                listen: {port: 0}
                store: data/relay.db
                source:
                  connection-string: "%s"
                  event-hub: %s
                  trusted-certificates: %s
                %s
                """
                        .formatted(connection, hub.eventHub(), hub.caFile(), more.indent(2)));
    }

    private int doctor(String... more) {
        out.getBuffer().setLength(0);
        CommandLine command =
                new CommandLine(new DoctorCommand()).setOut(new PrintWriter(out, true));
        String[] all = new String[more.length + 2];
        all[0] = "--config";
        all[1] = file.toString();
        System.arraycopy(more, 0, all, 2, more.length);
        int status = command.execute(all);
        assertThat(out.toString()).doesNotContain("SharedAccessKey=" + key());
        return status;
    }

    private String key() {
        return hub.connectionString().replaceFirst(".*SharedAccessKey=([^;]*).*", "$1");
    }

    private List<Finding> hubChecks(InstantSource clock) throws Exception {
        return new HubChecks(RelayConfig.load(file, Map.of()).source(), clock).run();
    }

    private static void isWrong(List<Finding> findings, String subject, String text) {
        assertThat(findings)
                .filteredOn(f -> f.state() == Finding.State.WRONG)
                .anySatisfy(
                        f -> {
                            assertThat(f.subject()).isEqualTo(subject);
                            assertThat(f.text()).contains(text);
                            assertThat(f.remedy()).isNotEmpty();
                        });
    }

    @Test
    void aWellSetUpRelayHasNothingWrong() throws Exception {
        write(hub.webSocketConnectionString(), "transport: websockets");
        assertThat(doctor()).as(out.toString()).isZero();
        assertThat(out.toString())
                .contains("ok       configuration")
                .contains("AMQP over WebSockets")
                .contains("the hub takes the key; it has 4 partitions")
                .contains("agrees with the hub's")
                .contains("will be made at the first start")
                .contains("Nothing is wrong.");
        write(hub.tlsConnectionString(), "");
        assertThat(doctor()).as(out.toString()).isZero();
        write(hub.connectionString(), "");
        assertThat(doctor("--json")).as(out.toString()).isZero();
        JsonNode all = JsonMapper.shared().readTree(out.toString());
        assertThat(all.valueStream().map(each -> each.path("subject").asString()))
                .contains("configuration", "hub", "key", "clock", "store", "port");
    }

    @Test
    void aWrongConfigurationIsReportedLineByLineAndTheRestIsSkipped() throws Exception {
        Files.writeString(file, "tick: never\nlisten: {prot: 1}\n");
        assertThat(doctor()).isEqualTo(1);
        assertThat(out.toString())
                .contains("relay.yaml:1: tick: expected")
                .contains("relay.yaml:2: listen.prot")
                .contains("skipped  hub")
                .contains("3 things are wrong.");
    }

    @Test
    void aHubThatCannotBeReachedIsWrongAndTheOtherTransportIsNamed() throws Exception {
        int free = FreePort.on(InetAddress.getByName(hub.host()));
        write(hub.tlsConnectionString().replaceFirst(":\\d+;", ":" + free + ";"), "");
        List<Finding> findings = hubChecks(Clock.systemUTC());
        isWrong(findings, "hub", "refuses connections");
        assertThat(findings.getFirst().remedy()).contains("source.transport: websockets");
        assertThat(findings)
                .anyMatch(f -> f.subject().equals("key") && f.state() == Finding.State.SKIPPED);
    }

    @Test
    void theTransportThatIsNotSetIsLookedAtAndNotWrong() throws Exception {
        write(hub.webSocketConnectionString(), "transport: websockets");
        RelayConfig.Source source = RelayConfig.load(file, Map.of()).source();
        List<Finding> findings =
                new HubChecks(
                                source,
                                Clock.systemUTC(),
                                Endpoint.of(source),
                                1,
                                hub.webSocketPort())
                        .run();
        assertThat(findings).noneMatch(f -> f.state() == Finding.State.WRONG);
        assertThat(findings.getFirst().text()).contains("cannot be reached, which");
    }

    @Test
    void aNameWithoutAddressIsWrong() throws Exception {
        write("Endpoint=sb://no-such-hub.invalid;SharedAccessKeyName=a;SharedAccessKey=YQ==", "");
        isWrong(hubChecks(Clock.systemUTC()), "hub", "there is no address for no-such-hub.invalid");
    }

    @Test
    void aCertificateThatIsNotTrustedIsWrong() throws Exception {
        write(hub.tlsConnectionString(), "");
        Files.writeString(
                file, Files.readString(file).replaceFirst("(?m)^  trusted-certificates.*$", ""));
        isWrong(hubChecks(Clock.systemUTC()), "hub", "the certificate of " + hub.host());
    }

    @Test
    void aKeyThatTheHubDoesNotTakeIsWrong() throws Exception {
        write(
                hub.webSocketConnectionString()
                        .replaceFirst("SharedAccessKey=.*", "SharedAccessKey=AAAA"),
                "transport: websockets");
        isWrong(hubChecks(Clock.systemUTC()), "key", "the hub does not let the relay read");
    }

    @Test
    void aConsumerGroupThatTheHubDoesNotHaveIsWrong() throws Exception {
        try (HubEmulator other =
                HubEmulator.builder()
                        .host(hub.host())
                        .mqttPort(0)
                        .consumerGroups("lineside")
                        .start()) {
            write(other.connectionString(), "consumer-group: Lineside");
            assertThat(hubChecks(Clock.systemUTC()))
                    .anyMatch(
                            f ->
                                    f.subject().equals("consumer-group")
                                            && f.state() == Finding.State.OK);
            write(other.connectionString(), "consumer-group: linesied");
            isWrong(
                    hubChecks(Clock.systemUTC()),
                    "consumer-group",
                    "the hub has no consumer group 'linesied'");
        }
    }

    @Test
    void lookingForTheConsumerGroupTakesNothingFromARelayThatReads() throws Exception {
        write(hub.connectionString(), "");
        RelayConfig config = RelayConfig.load(file, Map.of());
        try (Relay relay = Relay.start(config, Clock.systemUTC());
                HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest ready =
                    HttpRequest.newBuilder(
                                    config.listen().url(relay.port()).resolve("/health/ready"))
                            .build();
            await().atMost(Duration.ofSeconds(40))
                    .until(
                            () ->
                                    http.send(ready, HttpResponse.BodyHandlers.ofString())
                                                    .statusCode()
                                            == 200);
            assertThat(hubChecks(Clock.systemUTC()))
                    .anyMatch(
                            f ->
                                    f.subject().equals("consumer-group")
                                            && f.state() == Finding.State.OK);
            assertThat(http.send(ready, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aClockThatIsWrongIsWrong() throws Exception {
        write(hub.webSocketConnectionString(), "transport: websockets");
        InstantSource fast = InstantSource.offset(Clock.systemUTC(), Duration.ofMinutes(5));
        isWrong(hubChecks(fast), "clock", "ahead of the hub's");
        InstantSource slow = InstantSource.offset(Clock.systemUTC(), Duration.ofSeconds(-20));
        assertThat(hubChecks(slow))
                .anyMatch(
                        f ->
                                f.subject().equals("clock")
                                        && f.state() == Finding.State.WARNING
                                        && f.text().contains("behind the hub's"));
    }

    @Test
    void theProxyIsUsedAndItsRefusalsAreDistinguished() throws Exception {
        int gone;
        try (ConnectProxy proxy = new ConnectProxy("plant:sesame")) {
            gone = proxy.port();
            write(hub.webSocketConnectionString(), through(gone, "sesame"));
            assertThat(hubChecks(Clock.systemUTC()))
                    .noneMatch(f -> f.state() == Finding.State.WRONG);
            assertThat(proxy.connects()).isNotEmpty();
            write(hub.webSocketConnectionString(), through(gone, "wrong"));
            isWrong(hubChecks(Clock.systemUTC()), "hub", "asks for other credentials (407)");
        }
        isWrong(hubChecks(Clock.systemUTC()), "hub", "127.0.0.1:" + gone);
    }

    private static String through(int port, String password) {
        return """
               transport: websockets
               proxy: {host: 127.0.0.1, port: %d, user: plant}
               proxy-password: %s
               """
                .formatted(port, password);
    }

    @Test
    void aPortThatARunningRelayHoldsIsWell() throws Exception {
        write(hub.connectionString(), "");
        try (Relay relay = Relay.start(RelayConfig.load(file, Map.of()), Clock.systemUTC())) {
            Files.writeString(
                    file,
                    Files.readString(file).replace("{port: 0}", "{port: " + relay.port() + "}"));
            assertThat(doctor()).as(out.toString()).isZero();
            assertThat(out.toString()).contains("is held by a relay that runs");
            assertThat(directory.resolve("data/relay.db")).exists();
        }
    }

    @Test
    void aPortThatARelayOfAnotherStoreHoldsIsWrong() throws Exception {
        write(hub.connectionString(), "");
        try (Relay relay = Relay.start(RelayConfig.load(file, Map.of()), Clock.systemUTC())) {
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace("{port: 0}", "{port: " + relay.port() + "}")
                            .replace("data/relay.db", "data/other.db"));
            assertThat(doctor()).as(out.toString()).isEqualTo(1);
            assertThat(out.toString()).contains("is held by another relay", "does not exist yet");
            SqliteStore.open(directory.resolve("data/other.db")).close();
            assertThat(doctor()).as(out.toString()).isEqualTo(1);
            assertThat(out.toString()).contains("is held by another relay", "listen.port");
        }
    }

    private void writeAzure(ServiceFake service, String upstream) throws IOException {
        write(hub.connectionString(), "");
        Files.writeString(
                file,
                """
                azure-signalr:
                  connection-string: "%s"
                  upstream: {%s}
                """
                        .formatted(service.connectionString(), upstream),
                StandardOpenOption.APPEND);
    }

    @Test
    void azureSignalRServiceIsLookedAtWhereItIsSet() throws Exception {
        ServiceFake service = ServiceFake.builder().start();
        try (service) {
            writeAzure(service, "port: 0");
            assertThat(doctor()).as(out.toString()).isZero();
            assertThat(out.toString())
                    .containsPattern("ok +azure-signalr +127.0.0.1:\\d+ can be reached")
                    .containsPattern("ok +upstream +any free port");
        }
        assertThat(doctor()).as(out.toString()).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("wrong +azure-signalr .*refuses connections")
                .doesNotContain("AccessKey");
    }

    @Test
    void theUpstreamsPortAndItsCertificateAreLookedAt() throws Exception {
        Path chain = directory.resolve("upstream.pem");
        Path key = directory.resolve("upstream.key");
        Pem.make("EC", chain, key);
        try (ServiceFake service = ServiceFake.builder().start();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String pem = ", certificate: upstream.pem, key: upstream.key";
            writeAzure(service, "port: " + taken.getLocalPort() + pem);
            assertThat(doctor()).as(out.toString()).isEqualTo(1);
            assertThat(out.toString())
                    .containsPattern("ok +upstream .*upstream.key can be used")
                    .containsPattern("wrong +upstream .*cannot be taken");
            Files.writeString(key, "no key");
            writeAzure(service, "port: 0" + pem);
            assertThat(doctor()).as(out.toString()).isEqualTo(1);
            assertThat(out.toString()).containsPattern("wrong +upstream .*PKCS#8");
        }
    }
}
