package io.lineside.relay.doctor;

import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.config.RelayConfig.Transport;
import io.lineside.relay.source.eventhubs.HubContact;
import io.lineside.relay.tls.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Whether the hub can be reached and read, and whether the clocks agree. */
final class HubChecks {

    static final int AMQPS_PORT = 5671;
    static final int AMQP_PORT = 5672;
    static final int HTTPS_PORT = 443;

    private static final String GROUP = "consumer-group";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration NOTICED = Duration.ofSeconds(5);
    // With a larger difference tokens are refused and alarm times are wrong.
    private static final Duration TOLERATED = Duration.ofSeconds(60);

    private final RelayConfig.Source source;
    private final Endpoint endpoint;
    private final InstantSource clock;
    private final int amqpPort;
    private final int webSocketPort;
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable Duration ahead;
    private boolean reached;

    HubChecks(RelayConfig.Source source, InstantSource clock) {
        this(source, clock, Endpoint.of(source));
    }

    private HubChecks(RelayConfig.Source source, InstantSource clock, Endpoint endpoint) {
        this(
                source,
                clock,
                endpoint,
                endpoint.port() != 0 ? endpoint.port() : endpoint.plain() ? AMQP_PORT : AMQPS_PORT,
                endpoint.port() != 0 ? endpoint.port() : HTTPS_PORT);
    }

    /**
     * @param amqpPort the port of AMQP
     * @param webSocketPort the port of AMQP over WebSockets
     */
    HubChecks(
            RelayConfig.Source source,
            InstantSource clock,
            Endpoint endpoint,
            int amqpPort,
            int webSocketPort) {
        this.source = source;
        this.clock = clock;
        this.endpoint = endpoint;
        this.amqpPort = amqpPort;
        this.webSocketPort = webSocketPort;
    }

    List<Finding> run() {
        SSLContext tls;
        try {
            Path certificates = source.trustedCertificates();
            tls = certificates == null ? SSLContext.getDefault() : Trust.with(certificates);
        } catch (IOException | GeneralSecurityException e) {
            findings.add(Finding.skipped("hub", "the trusted certificates cannot be used"));
            return findings;
        }
        Reach reach = new Reach(source.proxy(), tls, PATIENCE);
        // A port that the connection string names belongs to the configured transport alone.
        boolean both = amqpPort != webSocketPort;
        if (both || source.transport() == Transport.AMQP) {
            amqp(reach);
        }
        if (!endpoint.plain() && (both || source.transport() == Transport.WEBSOCKETS)) {
            webSockets(reach);
        }
        login();
        clockDifference();
        return findings;
    }

    private void amqp(Reach reach) {
        String name = "AMQP, " + endpoint.host() + ":" + amqpPort;
        try {
            if (endpoint.plain()) {
                reach.plain(endpoint.host(), amqpPort);
            } else {
                reach.direct(endpoint.host(), amqpPort);
            }
            findings.add(Finding.ok("hub", name + " can be reached"));
            reached |= source.transport() == Transport.AMQP;
        } catch (Reach.UnreachableException e) {
            boolean needed = source.transport() == Transport.AMQP;
            findings.add(
                    needed
                            ? Finding.wrong(
                                    "hub",
                                    name + ": " + e.getMessage(),
                                    e.remedy()
                                            + " Or set source.transport: websockets, which needs"
                                            + " port 443 alone and can use a proxy.")
                            : Finding.ok(
                                    "hub",
                                    name
                                            + " cannot be reached, which source.transport:"
                                            + " websockets does not need"));
        }
    }

    private void webSockets(Reach reach) {
        String name =
                "AMQP over WebSockets, "
                        + endpoint.host()
                        + ":"
                        + webSocketPort
                        + (source.proxy() == null ? "" : " through " + source.proxy());
        boolean needed = source.transport() == Transport.WEBSOCKETS;
        try {
            Instant before = clock.instant();
            reach.time(endpoint.host(), webSocketPort)
                    .ifPresent(
                            time -> {
                                Instant after = clock.instant();
                                Instant middle =
                                        before.plus(Duration.between(before, after).dividedBy(2));
                                ahead = Duration.between(time, middle);
                            });
            findings.add(Finding.ok("hub", name + " can be reached"));
            reached |= needed;
        } catch (Reach.UnreachableException e) {
            findings.add(
                    needed
                            ? Finding.wrong("hub", name + ": " + e.getMessage(), e.remedy())
                            : Finding.ok(
                                    "hub",
                                    name
                                            + " cannot be reached, which source.transport: amqp does"
                                            + " not need"));
        }
    }

    private void login() {
        if (!reached) {
            findings.add(Finding.skipped("key", "the hub cannot be reached"));
            findings.add(Finding.skipped(GROUP, "the hub cannot be reached"));
            return;
        }
        try {
            int partitions = HubContact.partitions(source);
            findings.add(
                    Finding.ok(
                            "key", "the hub takes the key; it has " + partitions + " partitions"));
            consumerGroup();
        } catch (IOException e) {
            findings.add(
                    Finding.wrong(
                            "key",
                            "the hub does not let the relay read: " + e.getMessage(),
                            "Compare source.connection-string and source.event-hub with the hub's"
                                    + " built-in endpoint in the portal; the policy needs the right"
                                    + " to listen (ServiceConnect)."));
            findings.add(Finding.skipped(GROUP, "the hub does not take the key"));
        }
    }

    private void consumerGroup() {
        String name = "consumer group '" + source.consumerGroup() + "'";
        try {
            findings.add(
                    HubContact.hasConsumerGroup(source)
                            ? Finding.ok(GROUP, "the hub has the " + name)
                            : Finding.wrong(
                                    GROUP,
                                    "the hub has no " + name,
                                    "Make it in the portal (Built-in endpoints), or name in"
                                            + " source.consumer-group one that it has; a new hub has"
                                            + " $Default alone."));
        } catch (IOException e) {
            findings.add(
                    Finding.wrong(
                            GROUP,
                            "the hub does not let the relay read with the "
                                    + name
                                    + ": "
                                    + e.getMessage(),
                            "The policy of the key needs the right to listen (ServiceConnect)."));
        }
    }

    private void clockDifference() {
        Duration difference = ahead;
        if (difference == null) {
            findings.add(Finding.skipped("clock", "the hub's time could not be asked for"));
            return;
        }
        String remedy =
                "Let this computer follow a time server (timedatectl shows whether it does).";
        String text =
                "this computer's clock is "
                        + difference.abs().toSeconds()
                        + " s "
                        + (difference.isNegative() ? "behind" : "ahead of")
                        + " the hub's";
        if (difference.abs().compareTo(TOLERATED) > 0) {
            findings.add(
                    Finding.wrong(
                            "clock", text + ": tokens are refused and times are false", remedy));
        } else if (difference.abs().compareTo(NOTICED) > 0) {
            findings.add(Finding.warning("clock", text, remedy));
        } else {
            findings.add(Finding.ok("clock", "agrees with the hub's to a few seconds"));
        }
    }
}
