package io.lineside.relay.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The identity of a listener of the relay: a certificate chain and its key. */
public final class ServerIdentity {

    private static final Pattern PKCS8 =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private ServerIdentity() {}

    /**
     * TLS settings with this identity.
     *
     * @param chain PEM file, the listener's own certificate first
     * @param key PEM file, PKCS#8, not encrypted
     * @throws IOException when one of the files is not as described
     */
    public static SSLContext context(Path chain, Path key) throws IOException {
        try (InputStream in = Files.newInputStream(chain)) {
            Certificate[] certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(in)
                            .toArray(Certificate[]::new);
            if (certificates.length == 0) {
                throw new IOException(chain + ": expected PEM certificates, found none");
            }
            PrivateKey secret = key(key, certificates[0].getPublicKey().getAlgorithm());
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            char[] none = new char[0];
            store.setKeyEntry("relay", secret, none, certificates);
            KeyManagerFactory managers =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, none);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    chain
                            + " and "
                            + key
                            + ": expected a certificate and its key: "
                            + e.getMessage(),
                    e);
        }
    }

    private static PrivateKey key(Path file, String algorithm)
            throws IOException, GeneralSecurityException {
        Matcher pem = PKCS8.matcher(Files.readString(file));
        if (!pem.find()) {
            throw new IOException(
                    file
                            + ": expected an unencrypted PKCS#8 key (BEGIN PRIVATE KEY); openssl pkcs8"
                            + " -topk8 -nocrypt makes one");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }
}
