package io.lineside.emulator.certificates;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The hub's own certificate authority and the certificate of its listeners. Made at the first
 * start; the authority stays the same until it expires, so that clients keep trusting it. The
 * listeners' certificate is for {@code localhost}, 127.0.0.1, ::1 and the given hosts, and is made
 * anew when it expires within {@link #RENEW_BEFORE} or a host is missing. Immutable.
 */
public final class Certificates {

    /** How long before its end a certificate is made anew. */
    static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private static final String CA = "ca.pem";
    private static final String CA_KEY = "ca-key.pem";
    private static final String LEAF = "hub.pem";
    private static final String LEAF_KEY = "hub-key.pem";
    private static final Set<String> ALWAYS = Set.of("localhost", "127.0.0.1", "::1");

    private final KeyedCertificate ca;
    private final KeyedCertificate leaf;

    private Certificates(KeyedCertificate ca, KeyedCertificate leaf) {
        this.ca = ca;
        this.leaf = leaf;
    }

    /**
     * Certificates that are kept nowhere.
     *
     * @param hosts names and addresses of the listeners, beside the loopback ones
     */
    public static Certificates inMemory(Collection<String> hosts, Clock clock) {
        CertificateIssuer issuer = new CertificateIssuer(clock);
        KeyedCertificate ca = issuer.authority();
        return new Certificates(ca, issuer.leaf(ca, names(hosts)));
    }

    /**
     * Certificates kept as PEM files in a directory, made as far as they are not there; key files
     * are readable by their owner only.
     *
     * @param hosts names and addresses of the listeners, beside the loopback ones
     * @throws IOException if a file cannot be read or written, or does not hold what its name says
     */
    public static Certificates open(Path directory, Collection<String> hosts, Clock clock)
            throws IOException {
        CertificateIssuer issuer = new CertificateIssuer(clock);
        Instant soon = clock.instant().plus(RENEW_BEFORE);
        KeyedCertificate ca = KeyedCertificate.read(directory, CA, CA_KEY);
        if (ca == null || ca.endsBefore(soon)) {
            ca = issuer.authority();
            ca.write(directory, CA, CA_KEY);
        }
        Set<String> names = names(hosts);
        KeyedCertificate leaf = KeyedCertificate.read(directory, LEAF, LEAF_KEY);
        if (leaf == null
                || leaf.endsBefore(soon)
                || !leaf.isSignedBy(ca.certificate())
                || !leaf.hosts().containsAll(names)) {
            leaf = issuer.leaf(ca, names);
            leaf.write(directory, LEAF, LEAF_KEY);
        }
        return new Certificates(ca, leaf);
    }

    /** Where {@link #open} keeps the authority's certificate, for clients to trust. */
    public static Path caFile(Path directory) {
        return directory.resolve(CA).toAbsolutePath();
    }

    /** The authority's certificate as PEM. */
    public String caPem() {
        return Pem.certificate(ca.certificate());
    }

    /**
     * Writes the authority's certificate as PEM.
     *
     * @throws IOException if it cannot be written
     */
    public void writeCa(Path file) throws IOException {
        Files.writeString(file, caPem(), StandardCharsets.US_ASCII);
    }

    /** The authority's certificate. */
    public X509Certificate authority() {
        return ca.certificate();
    }

    /** When the listeners' certificate ends. */
    public Instant expires() {
        return leaf.certificate().getNotAfter().toInstant();
    }

    /** Names and addresses the listeners' certificate is for. */
    public Set<String> hosts() {
        return leaf.hosts();
    }

    /**
     * TLS 1.2 and 1.3 for a Netty listener, MQTT's or AMQP's.
     *
     * @throws IllegalStateException if this JDK has no TLS for the key
     */
    public SslContext serverContext() {
        try {
            PrivateKey key = leaf.key();
            return SslContextBuilder.forServer(key, leaf.certificate(), ca.certificate())
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (IOException e) {
            throw new IllegalStateException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /** TLS for a client that trusts this authority and no other. */
    public SSLContext clientContext() {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("lineside-hub", ca.certificate());
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static Set<String> names(Collection<String> hosts) {
        Set<String> names = new LinkedHashSet<>();
        ALWAYS.forEach(host -> names.add(KeyedCertificate.normalised(host)));
        hosts.forEach(host -> names.add(KeyedCertificate.normalised(host)));
        return names;
    }
}
