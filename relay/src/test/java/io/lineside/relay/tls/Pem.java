package io.lineside.relay.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;

/** Makes a certificate for 127.0.0.1 and its key with the JDK's own tool. */
public final class Pem {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private Pem() {}

    /**
     * Writes both files.
     *
     * @param algorithm of the key: RSA or EC
     */
    public static void make(String algorithm, Path chain, Path key) throws Exception {
        Path directory = Files.createTempDirectory("lineside-pem-");
        Path store = directory.resolve("store.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "relay",
                                "-keyalg",
                                algorithm,
                                "-dname",
                                "CN=relay",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        Files.delete(store);
        Files.delete(directory);
        pem(chain, "CERTIFICATE", keys.getCertificate("relay").getEncoded());
        pem(key, "PRIVATE KEY", keys.getKey("relay", PASSWORD).getEncoded());
    }

    private static void pem(Path file, String kind, byte[] der) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN "
                        + kind
                        + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END "
                        + kind
                        + "-----\n");
    }
}
