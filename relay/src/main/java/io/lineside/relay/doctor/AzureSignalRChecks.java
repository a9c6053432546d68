package io.lineside.relay.doctor;

import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.tls.ServerIdentity;
import io.lineside.relay.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Whether Azure SignalR Service can be reached, and whether the relay can listen for its events.
 */
final class AzureSignalRChecks {

    private static final String SERVICE = "azure-signalr";
    private static final String UPSTREAM = "upstream";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RelayConfig.AzureSignalR config;
    private final boolean runs;

    /** {@code runs}: whether this configuration's relay runs and so holds the upstream's port. */
    AzureSignalRChecks(RelayConfig.AzureSignalR config, boolean runs) {
        this.config = config;
        this.runs = runs;
    }

    List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(service());
        RelayConfig.Upstream upstream = config.upstream();
        if (upstream != null) {
            identity(upstream, findings);
            findings.add(port(upstream));
        }
        return findings;
    }

    private Finding service() {
        URI server = config.connection().serverEndpoint();
        boolean secure = "https".equals(server.getScheme());
        int port = server.getPort() >= 0 ? server.getPort() : secure ? 443 : 80;
        String name = server.getHost() + ":" + port;
        try {
            Path certificates = config.trustedCertificates();
            Reach reach =
                    new Reach(
                            null,
                            certificates == null
                                    ? SSLContext.getDefault()
                                    : Trust.with(certificates),
                            PATIENCE);
            if (secure) {
                reach.direct(server.getHost(), port);
            } else {
                reach.plain(server.getHost(), port);
            }
            return Finding.ok(SERVICE, name + " can be reached; its key was not tried");
        } catch (Reach.UnreachableException e) {
            return Finding.wrong(SERVICE, name + ": " + e.getMessage(), e.remedy());
        } catch (IOException | GeneralSecurityException e) {
            return Finding.skipped(SERVICE, "the trusted certificates cannot be used");
        }
    }

    private static void identity(RelayConfig.Upstream upstream, List<Finding> findings) {
        Path certificate = upstream.certificate();
        Path key = upstream.key();
        if (certificate == null || key == null) {
            return;
        }
        try {
            SSLContext unused = ServerIdentity.context(certificate, key);
            findings.add(Finding.ok(UPSTREAM, certificate + " and " + key + " can be used"));
        } catch (IOException e) {
            findings.add(
                    Finding.wrong(
                            UPSTREAM,
                            String.valueOf(e.getMessage()),
                            "Correct azure-signalr.upstream.certificate and .key: PEM files, the key"
                                    + " PKCS#8 and not encrypted."));
        }
    }

    private Finding port(RelayConfig.Upstream upstream) {
        ListenPort port = new ListenPort(upstream.host(), upstream.port());
        if (upstream.port() == 0) {
            return Finding.ok(UPSTREAM, "any free port is taken (azure-signalr.upstream.port: 0)");
        }
        IOException taken = port.taken();
        if (taken == null) {
            return Finding.ok(UPSTREAM, port + " is free");
        }
        return runs
                ? Finding.ok(UPSTREAM, port + " is held while this relay runs")
                : Finding.wrong(
                        UPSTREAM,
                        port + " cannot be taken: " + taken.getMessage(),
                        "See who holds it ("
                                + port.holder()
                                + "), or set azure-signalr.upstream.host and .port otherwise.");
    }
}
