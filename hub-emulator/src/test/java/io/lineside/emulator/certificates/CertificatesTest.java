package io.lineside.emulator.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lineside.emulator.SettableClock;
import io.lineside.emulator.registry.DeviceRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {

    @TempDir Path directory;

    private final SettableClock clock = new SettableClock();

    @Test
    void areTheSameAtTheNextStart() throws IOException {
        Certificates first = open("127.20.1.2");
        Certificates second = open("127.20.1.2");
        assertThat(second.caPem()).isEqualTo(first.caPem());
        assertThat(second.expires()).isEqualTo(first.expires());
        assertThat(Files.readString(Certificates.caFile(directory))).isEqualTo(first.caPem());
        assertThat(second.hosts()).contains("localhost", "127.0.0.1", "127.20.1.2").hasSize(4);
    }

    @Test
    void areMadeAnewForAHostThatIsMissingUnderTheSameAuthority() throws IOException {
        Certificates first = open("127.20.1.2");
        Certificates second = open("Hub.Local.Test");
        assertThat(second.caPem()).isEqualTo(first.caPem());
        assertThat(second.hosts()).contains("hub.local.test");
    }

    @Test
    void areMadeAnewBeforeTheyEndUnderTheSameAuthority() throws IOException {
        Certificates first = open("localhost");
        clock.forward(Duration.ofDays(397 - 29));
        Certificates second = open("localhost");
        assertThat(second.caPem()).isEqualTo(first.caPem());
        assertThat(second.expires()).isAfter(first.expires());
    }

    @Test
    void haveANewAuthorityBeforeTheOldOneEnds() throws IOException {
        Certificates first = open("localhost");
        clock.forward(Duration.ofDays(3650 - 29));
        Certificates second = open("localhost");
        assertThat(second.caPem()).isNotEqualTo(first.caPem());
        assertThat(second.expires()).isAfter(clock.instant());
    }

    @Test
    void areMadeAnewWhenAStartWasCutOff() throws IOException {
        open("localhost");
        Files.delete(directory.resolve("hub-key.pem"));
        Files.copy(directory.resolve("ca-key.pem"), directory.resolve("hub-key.pem"));
        assertThat(open("localhost").serverContext().isServer()).isTrue();
    }

    @Test
    void keepTheirKeysFromOthers() throws IOException {
        assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
        open("localhost");
        DeviceRegistry.open(directory);
        for (String name : List.of("ca-key.pem", "hub-key.pem", "group.key")) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(directory.resolve(name))))
                    .isEqualTo("rw-------");
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(5);
        }
    }

    @Test
    void nameAFileThatHoldsSomethingElse() throws IOException {
        open("localhost");
        Files.writeString(directory.resolve("ca.pem"), "hello");
        assertThatThrownBy(() -> open("localhost"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ca.pem is not a certificate: expected a PEM block");
    }

    @Test
    void nameAKeyFileThatHoldsSomethingElse() throws IOException {
        open("localhost");
        Files.writeString(directory.resolve("ca-key.pem"), "hello");
        assertThatThrownBy(() -> open("localhost"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ca-key.pem is not a PKCS#8 private key");
    }

    private Certificates open(String host) throws IOException {
        return Certificates.open(directory, List.of(host), clock);
    }
}
