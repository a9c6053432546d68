package io.lineside.relay.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lineside.emulator.certificates.Certificates;
import io.lineside.relay.config.RelayConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalChecksTest {

    private final Path directory;
    private InstantSource clock = Clock.systemUTC();

    LocalChecksTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private LocalChecks checks(int port, @Nullable Path certificates) {
        return new LocalChecks(config(port, certificates), clock);
    }

    private Finding port(int port) {
        return new PortChecks(config(port, null)).run();
    }

    private RelayConfig config(int port, @Nullable Path certificates) {
        return new RelayConfig(
                new RelayConfig.Listen("127.0.0.1", port),
                null,
                directory.resolve("plant.yaml"),
                directory.resolve("relay.db"),
                Duration.ofMillis(100),
                new RelayConfig.Source("", null, "", Duration.ZERO, certificates));
    }

    private static void isWrong(Finding finding, String text) {
        assertThat(finding.state()).as(finding.text()).isEqualTo(Finding.State.WRONG);
        assertThat(finding.text()).contains(text);
        assertThat(finding.remedy()).isNotEmpty();
    }

    @Test
    void certificatesAreWatchedForTheirEnd() throws Exception {
        Certificates made = Certificates.open(directory, List.of("127.0.0.1"), Clock.systemUTC());
        assertThat(made).isNotNull();
        Path pem = Certificates.caFile(directory);
        assertThat(checks(0, pem).certificates().getFirst().state()).isEqualTo(Finding.State.OK);
        Instant until = LocalChecks.read(pem).getFirst().getNotAfter().toInstant();
        clock = InstantSource.fixed(until.minus(Duration.ofDays(10)));
        assertThat(checks(0, pem).certificates().getFirst().state())
                .isEqualTo(Finding.State.WARNING);
        clock = InstantSource.fixed(until.plusSeconds(1));
        isWrong(checks(0, pem).certificates().getFirst(), "ended on");
        clock = InstantSource.fixed(Instant.EPOCH);
        isWrong(checks(0, pem).certificates().getFirst(), "is not valid before");
    }

    @Test
    void aFileWithoutCertificatesIsWrong() throws IOException {
        Path pem = Files.writeString(directory.resolve("ca.pem"), "nothing of the kind");
        isWrong(checks(0, pem).certificates().getFirst(), "expected PEM certificates");
        isWrong(checks(0, directory.resolve("gone.pem")).certificates().getFirst(), "gone.pem");
    }

    @Test
    void aPortThatAnotherProgramHoldsIsWrong() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = taken.getLocalPort();
            isWrong(port(port), "127.0.0.1:" + port + " cannot be taken");
        }
        assertThat(port(port).text()).contains("is free");
        assertThat(port(0).state()).isEqualTo(Finding.State.OK);
    }

    @Test
    void aSecretThatEverybodyCanReadIsWarnedOf() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("relay.yaml"),
                        "source:\n  proxy: {host: p, port: 1, user: u}\n  proxy-password: abc\n");
        assumeTrue(
                Files.getFileStore(file).supportsFileAttributeView("posix"),
                "files have no POSIX permissions here");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Finding warned = LocalChecks.secrecy(file);
        assertThat(warned).isNotNull();
        assertThat(warned.text()).contains("every user").doesNotContain("abc");
        assertThat(warned.remedy()).as("the service must still read it").contains("chgrp lineside");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(LocalChecks.secrecy(file)).isNull();
    }

    @Test
    void aFileThatOnlySpeaksOfSecretsMayBeReadByAll() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("relay.yaml"),
                        "source:\n  # connection-string: in /etc/credstore\n  connection-string:\n");
        assertThat(LocalChecks.secrecy(file)).isNull();
    }
}
