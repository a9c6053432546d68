package io.lineside.devices.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void derivesADevicesKeyAsTheProvisioningServiceDoes() {
        HubInfo hub = HubInfo.of("127.0.0.1", Path.of("ca.pem"), "c2VjcmV0");

        // printf reactor-1 | openssl dgst -sha256 -hmac secret -binary | base64
        assertThat(hub.device("reactor-1").text())
                .isEqualTo(
                        "HostName=127.0.0.1;DeviceId=reactor-1;SharedAccessKey="
                                + "4bnzpRQmOUB2fBkyGQ+X6OZRjs6TFRFjYEcnOdj8TjQ=");
        assertThat(hub.toString() + hub.device("reactor-1")).doesNotContain("SharedAccessKey");
    }

    @Test
    void readsOneConnectionStringPerLine() throws IOException {
        Path file =
                write(
                        "# plant",
                        "HostName=hub.azure-devices.net;DeviceId=a;SharedAccessKey=AA==",
                        "",
                        "HostName=hub.azure-devices.net;DeviceId=b;SharedAccessKey=BB==");

        Connections connections = Connections.read(file, null);

        assertThat(connections.devices()).contains(Set.of("a", "b"));
        assertThat(connections.device("b")).isPresent();
        assertThat(connections.device("c")).isEmpty();
    }

    @Test
    void namesFileAndLineOfABadConnectionStringAndNotItsSecret() throws IOException {
        Path file = write("HostName=h.x;DeviceId=a;SharedAccessKey=AA==", "DeviceId=b;Key=secret");

        assertThatThrownBy(() -> Connections.read(file, null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("connections:2: the connection string has no HostName")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesADeviceThatIsThereTwice() throws IOException {
        String line = "HostName=h.x;DeviceId=a;SharedAccessKey=AA==";
        Path file = write(line, line);

        assertThatThrownBy(() -> Connections.read(file, null))
                .hasMessageContaining("connections:2: device a is there a second time");
    }

    @Test
    void namesTheFieldThatIsWrongInHubJson() throws IOException {
        Path file = folder.resolve("hub.json");
        Files.writeString(file, "{\"host\":\"127.0.0.1\",\"mqttPort\":1883}");
        assertThatThrownBy(() -> HubInfo.read(file))
                .hasMessageContaining("hub.json: mqttPort is 1883, expected 8883");

        Files.writeString(file, "{\"host\":\"127.0.0.1\",\"mqttPort\":8883,\"caFile\":\"ca\"}");
        assertThatThrownBy(() -> HubInfo.read(file))
                .hasMessageContaining("hub.json: groupKey is missing");

        Files.writeString(file, "{\"host\"");
        assertThatThrownBy(() -> HubInfo.read(file)).hasMessageContaining("hub.json: not JSON");
    }

    @Test
    void namesAFileThatHoldsNoCertificate() throws IOException {
        Path file = write("no certificate");
        HubInfo hub = HubInfo.of("127.0.0.1", file, "c2VjcmV0");

        assertThatThrownBy(() -> Connections.to(hub))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("connections: ");
    }

    private Path write(String... lines) throws IOException {
        return Files.write(folder.resolve("connections"), List.of(lines));
    }
}
