package io.lineside.relay.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Certificate and key from PEM files, and a client that trusts the certificate from a PEM file of
 * its own.
 */
class ServerIdentityTest {

    @TempDir Path directory = Path.of("");

    private Path chain() {
        return directory.resolve("chain.pem");
    }

    private Path key() {
        return directory.resolve("key.pem");
    }

    private void make(String algorithm) throws Exception {
        Pem.make(algorithm, chain(), key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void aClientThatTrustsTheCertificateIsServed(String algorithm) throws Exception {
        make(algorithm);
        HttpsServer server =
                HttpsServer.create(
                        new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(ServerIdentity.context(chain(), key())));
        server.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
        server.start();
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("https://127.0.0.1:" + server.getAddress().getPort()))
                        .build();
        try (HttpClient trusting = HttpClient.newBuilder().sslContext(Trust.with(chain())).build();
                HttpClient other = HttpClient.newHttpClient()) {
            assertThat(trusting.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(204);
            assertThatThrownBy(() -> other.send(request, HttpResponse.BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whatIsNoCertificateOrKeyIsNamed() throws Exception {
        make("EC");
        Path empty = Files.writeString(directory.resolve("empty.pem"), "nothing\n");
        Path old =
                Files.writeString(
                        directory.resolve("old.pem"),
                        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        for (Path wrong : List.of(empty, old)) {
            assertThatThrownBy(() -> ServerIdentity.context(chain(), wrong))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(wrong.toString())
                    .hasMessageContaining("PKCS#8");
        }
        assertThatThrownBy(() -> ServerIdentity.context(empty, key()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(empty.toString());
        assertThatThrownBy(() -> Trust.with(empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(empty.toString());
    }
}
