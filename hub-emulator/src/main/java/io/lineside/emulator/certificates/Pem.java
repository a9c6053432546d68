package io.lineside.emulator.certificates;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** PEM text (RFC 7468) of certificates and PKCS#8 keys. */
final class Pem {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    static String certificate(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("an issued certificate has an encoding", e);
        }
    }

    static String key(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /**
     * The bytes of the first block of a kind.
     *
     * @throws IllegalArgumentException if there is none or it is not base64
     */
    static byte[] first(String kind, String text) {
        String begin = "-----BEGIN " + kind + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + kind + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("expected a PEM block " + kind);
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }

    private static String block(String kind, byte[] bytes) {
        return "-----BEGIN "
                + kind
                + "-----\n"
                + LINES.encodeToString(bytes)
                + "\n-----END "
                + kind
                + "-----\n";
    }
}
