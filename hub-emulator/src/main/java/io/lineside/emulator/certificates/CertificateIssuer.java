package io.lineside.emulator.certificates;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates on the curve P-256, with the JDK's own cryptography. */
final class CertificateIssuer {

    static final String KEY = "EC";
    static final String SIGNATURE = "SHA256withECDSA";

    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    // The longest that every TLS stack accepts for a server's certificate.
    private static final Duration LEAF_LIFE = Duration.ofDays(397);
    // A client's clock may be behind.
    private static final Duration BACKDATED = Duration.ofDays(1);

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    CertificateIssuer(Clock clock) {
        this.clock = clock;
    }

    KeyedCertificate authority() {
        KeyPair pair = newPair();
        // Two authorities of one name would confuse a client that kept the old one.
        X500Principal name = new X500Principal("CN=Lineside hub CA " + serial().toString(36));
        try {
            JcaX509v3CertificateBuilder builder = builder(name, name, AUTHORITY_LIFE, pair);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return new KeyedCertificate(sign(builder, pair), pair.getPrivate());
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate can be made: " + e.getMessage(), e);
        }
    }

    KeyedCertificate leaf(KeyedCertificate authority, Collection<String> hosts) {
        KeyPair pair = newPair();
        X509Certificate issuer = authority.certificate();
        try {
            JcaX509v3CertificateBuilder builder =
                    builder(
                            issuer.getSubjectX500Principal(),
                            new X500Principal("CN=Lineside hub"),
                            LEAF_LIFE,
                            pair);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer));
            builder.addExtension(Extension.subjectAlternativeName, false, names(hosts));
            KeyPair issuing = new KeyPair(issuer.getPublicKey(), authority.key());
            return new KeyedCertificate(sign(builder, issuing), pair.getPrivate());
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate can be made: " + e.getMessage(), e);
        }
    }

    private JcaX509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, Duration life, KeyPair pair)
            throws GeneralSecurityException, CertIOException {
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        issuer,
                        serial(),
                        Date.from(clock.instant().minus(BACKDATED)),
                        Date.from(clock.instant().plus(life)),
                        subject,
                        pair.getPublic());
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        return builder;
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair issuing)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder(SIGNATURE)
                                        .build(issuing.getPrivate())));
    }

    private static GeneralNames names(Collection<String> hosts) {
        return new GeneralNames(
                hosts.stream().map(CertificateIssuer::name).toArray(GeneralName[]::new));
    }

    private static GeneralName name(String host) {
        boolean address = NetUtil.createByteArrayFromIpAddressString(host) != null;
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }

    private BigInteger serial() {
        return new BigInteger(126, random).add(BigInteger.ONE);
    }

    private static KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(KEY);
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 is in every JDK", e);
        }
    }
}
