package io.lineside.relay.doctor;

import io.lineside.relay.config.RelayConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be checked on this computer alone: secrets, certificates. */
final class LocalChecks {

    private static final Duration EXPIRES_SOON = Duration.ofDays(30);

    private final RelayConfig config;
    private final InstantSource clock;

    LocalChecks(RelayConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Keys whose values are secrets, with a value; not in a comment. */
    private static final Pattern SECRET =
            Pattern.compile(
                    "^[^#\\n]*(connection-string|secret|password)[\"']?\\s*:\\s*[\"']?[^\\s\"'#]",
                    Pattern.MULTILINE);

    /** Whether other users can read a file that holds a secret; null when they cannot. */
    static @Nullable Finding secrecy(Path file) {
        try {
            boolean secret = SECRET.matcher(Files.readString(file)).find();
            // On Windows the directory's access list protects the file.
            boolean posix = Files.getFileStore(file).supportsFileAttributeView("posix");
            if (secret
                    && posix
                    && Files.getPosixFilePermissions(file)
                            .contains(PosixFilePermission.OTHERS_READ)) {
                return Finding.warning(
                        "secrets",
                        file + " holds a secret and every user of this computer can read it",
                        "Hand it over as a credential, or let the relay's group alone read the file: chgrp lineside "
                                + file
                                + " && chmod o-r "
                                + file);
            }
        } catch (IOException _) {
            return null;
        }
        return null;
    }

    List<Finding> certificates() {
        List<Finding> findings = new ArrayList<>();
        Path hub = config.source().trustedCertificates();
        if (hub == null) {
            findings.add(Finding.ok("certificates", "for the hub the JDK's own are trusted alone"));
        } else {
            findings.addAll(certificates(hub, "source.trusted-certificates"));
        }
        RelayConfig.AzureSignalR azure = config.azureSignalR();
        if (azure == null) {
            return findings;
        }
        Path service = azure.trustedCertificates();
        if (service != null) {
            findings.addAll(certificates(service, "azure-signalr.trusted-certificates"));
        }
        RelayConfig.Upstream upstream = azure.upstream();
        Path own = upstream == null ? null : upstream.certificate();
        if (own != null) {
            findings.addAll(certificates(own, "azure-signalr.upstream.certificate"));
        }
        return findings;
    }

    private List<Finding> certificates(Path pem, String key) {
        List<Finding> findings = new ArrayList<>();
        try {
            List<X509Certificate> found = read(pem);
            found.forEach(certificate -> certificate(findings, pem, certificate));
            if (findings.isEmpty()) {
                findings.add(
                        Finding.ok(
                                "certificates",
                                pem + " has " + found.size() + ", all valid for 30 days or more"));
            }
        } catch (IOException e) {
            findings.add(
                    Finding.wrong(
                            "certificates",
                            String.valueOf(e.getMessage()),
                            "Put certificates in PEM form into the file that " + key + " names."));
        }
        return findings;
    }

    /**
     * The file's certificates.
     *
     * @throws IOException when the file has none or cannot be read
     */
    static List<X509Certificate> read(Path pem) throws IOException {
        try (InputStream in = Files.newInputStream(pem)) {
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (found.isEmpty()) {
                throw new IOException(pem + ": expected PEM certificates, found none");
            }
            return found;
        } catch (CertificateException e) {
            throw new IOException(pem + ": expected PEM certificates: " + e.getMessage(), e);
        }
    }

    private void certificate(List<Finding> findings, Path pem, X509Certificate certificate) {
        Instant now = clock.instant();
        Instant until = certificate.getNotAfter().toInstant();
        String name = pem + ": " + certificate.getSubjectX500Principal().getName();
        String remedy = "Get the successor from whoever issued it and put it into " + pem;
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            findings.add(
                    Finding.wrong(
                            "certificates",
                            name + " is not valid before " + certificate.getNotBefore().toInstant(),
                            "Check this computer's clock."));
        } else if (now.isAfter(until)) {
            findings.add(Finding.wrong("certificates", name + " ended on " + until, remedy));
        } else if (now.plus(EXPIRES_SOON).isAfter(until)) {
            findings.add(Finding.warning("certificates", name + " ends on " + until, remedy));
        }
    }
}
