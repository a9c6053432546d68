package io.lineside.emulator.certificates;

import io.lineside.program.WholeFile;
import io.netty.util.NetUtil;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A certificate with its private key, and the two files they are kept in. */
record KeyedCertificate(X509Certificate certificate, PrivateKey key) {

    /**
     * Reads both files.
     *
     * @return null if either is not there, or the key is not the certificate's: a start that was
     *     cut off between the two
     * @throws IOException naming the file, if one cannot be read or holds something else
     */
    static @Nullable KeyedCertificate read(Path directory, String name, String keyName)
            throws IOException {
        Path file = directory.resolve(name);
        Path keyFile = directory.resolve(keyName);
        if (!Files.exists(file) || !Files.exists(keyFile)) {
            return null;
        }
        KeyedCertificate read = new KeyedCertificate(readCertificate(file), readKey(keyFile));
        return read.belongTogether() ? read : null;
    }

    void write(Path directory, String name, String keyName) throws IOException {
        WholeFile.writeSecret(directory.resolve(keyName), Pem.key(key));
        WholeFile.write(directory.resolve(name), Pem.certificate(certificate));
    }

    boolean endsBefore(Instant instant) {
        return certificate.getNotAfter().toInstant().isBefore(instant);
    }

    boolean isSignedBy(X509Certificate authority) {
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The names and addresses of the certificate, normalised. */
    Set<String> hosts() {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            Set<String> hosts = new LinkedHashSet<>();
            if (names != null) {
                names.forEach(name -> hosts.add(normalised(String.valueOf(name.get(1)))));
            }
            return hosts;
        } catch (CertificateParsingException e) {
            return Set.of();
        }
    }

    /** Lower case; an address in the one form that {@link NetUtil} writes. */
    static String normalised(String host) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        return address == null ? host.toLowerCase(Locale.ROOT) : NetUtil.bytesToIpAddress(address);
    }

    private boolean belongTogether() {
        try {
            byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance(CertificateIssuer.SIGNATURE);
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static X509Certificate readCertificate(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            byte[] bytes = Pem.first("CERTIFICATE", text);
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " is not a certificate: " + e.getMessage(), e);
        }
    }

    private static PrivateKey readKey(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        try {
            byte[] bytes = Pem.first("PRIVATE KEY", text);
            return KeyFactory.getInstance(CertificateIssuer.KEY)
                    .generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without the cause: nothing of a key file is to reach a log.
            throw new IOException(file + " is not a PKCS#8 private key");
        }
    }

    @Override
    public String toString() {
        return certificate.getSubjectX500Principal().getName();
    }
}
