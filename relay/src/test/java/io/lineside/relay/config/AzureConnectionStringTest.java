package io.lineside.relay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lineside.relay.config.AzureConnectionString.Identity;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AzureConnectionStringTest {

    private static final String KEY = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";

    @Test
    void readsEndpointKeyAndPort() {
        AzureConnectionString plain =
                AzureConnectionString.parse(
                        "Endpoint=https://n.service.signalr.net/;AccessKey="
                                + KEY
                                + ";Version=1.0;");
        assertThat(plain.endpoint()).isEqualTo(URI.create("https://n.service.signalr.net"));
        assertThat(plain.clientEndpoint()).isEqualTo(plain.endpoint());
        assertThat(plain.identity()).isEqualTo(new Identity.Key(KEY));
        AzureConnectionString full =
                AzureConnectionString.parse(
                        "endpoint=http://127.0.0.1; port=8888; ACCESSKEY="
                                + KEY
                                + ";version=1.1;ClientEndpoint=https://front.example.net:444;ServerEndpoint=https://back.example.net");
        assertThat(full.endpoint()).isEqualTo(URI.create("http://127.0.0.1:8888"));
        assertThat(full.clientEndpoint()).isEqualTo(URI.create("https://front.example.net:444"));
        assertThat(full.serverEndpoint()).isEqualTo(URI.create("https://back.example.net"));
    }

    @Test
    void readsEveryKindOfIdentity() {
        String at = "Endpoint=https://n.service.signalr.net;AuthType=";
        assertThat(AzureConnectionString.parse(at + "azure").identity())
                .isEqualTo(new Identity.Environment());
        assertThat(AzureConnectionString.parse(at + "aad;ClientId=c").identity())
                .isEqualTo(new Identity.Managed("c"));
        assertThat(AzureConnectionString.parse(at + "azure.msi").identity())
                .isEqualTo(new Identity.Managed(null));
        assertThat(
                        AzureConnectionString.parse(
                                        at + "azure.app;TenantId=t;ClientId=c;ClientSecret=s")
                                .identity())
                .isEqualTo(new Identity.Application("t", "c", "s", null));
        assertThat(
                        AzureConnectionString.parse(
                                        at + "azure.app;TenantId=t;ClientId=c;ClientCert=c.pem")
                                .identity())
                .isEqualTo(new Identity.Application("t", "c", null, "c.pem"));
    }

    @Test
    void theErrorNamesWhatWasExpectedAndShowsNoSecret() {
        Map<String, String> wrong =
                Map.of(
                        "AccessKey=" + KEY,
                        "a part Endpoint",
                        "Endpoint=https://n",
                        "AccessKey=",
                        "Endpoint=https://n;AccessKey=TOPSECRET",
                        "at least 32 characters",
                        "Endpoint=http://n;AccessKey=" + KEY,
                        "http on loopback alone",
                        "Endpoint=https://n/path;AccessKey=" + KEY,
                        "nothing after the host",
                        "Endpoint=https://n;AccessKey=" + KEY + ";Version=2.0",
                        "Version=1.0",
                        "Endpoint=https://n;AccessKey=" + KEY + ";Port=99999",
                        "1 to 65535",
                        "Endpoint=https://n;AccessKey=" + KEY + ";AuthType=azure",
                        "not both",
                        "Endpoint=https://n;AuthType=magic",
                        "azure.msi",
                        "Endpoint=https://n;Endpoint=https://m;AccessKey=" + KEY,
                        "Endpoint once");
        wrong.forEach(
                (text, expected) ->
                        assertThat(
                                        catchThrowableOfType(
                                                IllegalArgumentException.class,
                                                () -> AzureConnectionString.parse(text)))
                                .as(text)
                                .hasMessageContaining(expected)
                                .message()
                                .doesNotContain(KEY, "TOPSECRET"));
        assertThat(
                        catchThrowableOfType(
                                IllegalArgumentException.class,
                                () -> AzureConnectionString.parse("HostName=x;" + KEY)))
                .hasMessageContaining("of these parts alone");
    }

    @Test
    void noSecretIsInItsText() {
        assertThat(AzureConnectionString.parse("Endpoint=https://n;AccessKey=" + KEY).toString())
                .doesNotContain(KEY);
        assertThat(
                        AzureConnectionString.parse(
                                        "Endpoint=https://n;AuthType=azure.app;TenantId=t;ClientId=c;ClientSecret=TOPSECRET")
                                .toString())
                .doesNotContain("TOPSECRET");
    }
}
