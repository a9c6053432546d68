package io.lineside.signalr;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.security.Principal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How a hub server behaves. The defaults are those of ASP.NET Core SignalR, where it has the option
 * too.
 *
 * @param handshakeTimeout from the open socket to the handshake; more than 0
 * @param keepAlive how often an idle connection is pinged; more than 0, resolution 1 s
 * @param clientTimeout a client that has pinged once and then is silent for so long is
 *     disconnected; more than 0, resolution 1 s
 * @param writeTimeout a client that does not take one write in this time is disconnected; more than
 *     0, resolution 1 s
 * @param closeTimeout how long a closing connection may take over what waits for it and its
 *     goodbye; more than 0
 * @param maxMessageBytes the largest message a client may send, its end mark included; more than 0
 * @param maxOutboxBytes what may wait for one client; more than 0. One message larger than that
 *     passes when nothing else waits
 * @param maxConnections connections and unused negotiations together; more are refused with 503
 * @param detailedErrors true sends clients the text of every exception: for development
 * @param allowedOrigins the browser origins that are let in, as in {@code https://plant.example};
 *     requests without Origin come from native clients and are not asked about
 * @param authenticator says who a client is
 * @param meters where the server's meters go
 * @param transports those that are offered; not empty
 */
public record HubOptions(
        Duration handshakeTimeout,
        Duration keepAlive,
        Duration clientTimeout,
        Duration writeTimeout,
        Duration closeTimeout,
        int maxMessageBytes,
        int maxOutboxBytes,
        int maxConnections,
        boolean detailedErrors,
        Predicate<String> allowedOrigins,
        Authenticator authenticator,
        MeterRegistry meters,
        Set<HubTransport> transports) {

    private record Anonymous(String getName) implements Principal {

        @Override
        public String getName() {
            return getName;
        }
    }

    public HubOptions {
        positive("handshakeTimeout", handshakeTimeout);
        positive("keepAlive", keepAlive);
        positive("clientTimeout", clientTimeout);
        positive("writeTimeout", writeTimeout);
        positive("closeTimeout", closeTimeout);
        positive("maxMessageBytes", maxMessageBytes);
        positive("maxOutboxBytes", maxOutboxBytes);
        positive("maxConnections", maxConnections);
        if (transports.isEmpty()) {
            throw new IllegalArgumentException("transports is empty, expected at least one");
        }
        transports = Set.copyOf(transports);
    }

    /** Everybody is "anonymous"; no browser origin is allowed; 10,000 connections. */
    public static HubOptions defaults() {
        Principal anonymous = new Anonymous("anonymous");
        return new HubOptions(
                Duration.ofSeconds(15),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                32 * 1024,
                1024 * 1024,
                10_000,
                false,
                origin -> false,
                token -> anonymous,
                new CompositeMeterRegistry(),
                EnumSet.allOf(HubTransport.class));
    }

    public HubOptions withHandshakeTimeout(Duration handshakeTimeout) {
        return new HubOptions(
                handshakeTimeout,
                keepAlive,
                clientTimeout,
                writeTimeout,
                closeTimeout,
                maxMessageBytes,
                maxOutboxBytes,
                maxConnections,
                detailedErrors,
                allowedOrigins,
                authenticator,
                meters,
                transports);
    }

    public HubOptions withTransports(Set<HubTransport> transports) {
        return new HubOptions(
                handshakeTimeout,
                keepAlive,
                clientTimeout,
                writeTimeout,
                closeTimeout,
                maxMessageBytes,
                maxOutboxBytes,
                maxConnections,
                detailedErrors,
                allowedOrigins,
                authenticator,
                meters,
                transports);
    }

    public HubOptions withKeepAlive(Duration keepAlive) {
        return new HubOptions(
                handshakeTimeout,
                keepAlive,
                clientTimeout,
                writeTimeout,
                closeTimeout,
                maxMessageBytes,
                maxOutboxBytes,
                maxConnections,
                detailedErrors,
                allowedOrigins,
                authenticator,
                meters,
                transports);
    }

    public HubOptions withClientTimeout(Duration clientTimeout) {
        return new HubOptions(
                handshakeTimeout,
                keepAlive,
                clientTimeout,
                writeTimeout,
                closeTimeout,
                maxMessageBytes,
                maxOutboxBytes,
                maxConnections,
                detailedErrors,
                allowedOrigins,
                authenticator,
                meters,
                transports);
    }

    public HubOptions withWriteTimeout(Duration writeTimeout) {
        return new HubOptions(
                handshakeTimeout,
                keepAlive,
                clientTimeout,
                writeTimeout,
                closeTimeout,
                maxMessageBytes,
                maxOutboxBytes,
                maxConnections,
                detailedErrors,
                allowedOrigins,
                authenticator,
                meters,
                transports);
    }

    public HubOptions withCloseTimeout(Duration closeTimeout) {
        return new HubOptions(
                handshakeTimeout,
                keepAlive,
                clientTimeout,
                writeTimeout,
                closeTimeout,
                maxMessageBytes,
                maxOutboxBytes,
                maxConnections,
                detailedErrors,
                allowedOrigins,
                authenticator,
                meters,
                transports);
    }

    public HubOptions withMaxMessageBytes(int maxMessageBytes) {
        return new HubOptions(
                handshakeTimeout,
                keepAlive,
                clientTimeout,
                writeTimeout,
                closeTimeout,
                maxMessageBytes,
                maxOutboxBytes,
                maxConnections,
                detailedErrors,
                allowedOrigins,
                authenticator,
                meters,
                transports);
    }

    public HubOptions withMaxOutboxBytes(int maxOutboxBytes) {
        return new HubOptions(
                handshakeTimeout,
                keepAlive,
                clientTimeout,
                writeTimeout,
                closeTimeout,
                maxMessageBytes,
                maxOutboxBytes,
                maxConnections,
                detailedErrors,
                allowedOrigins,
                authenticator,
                meters,
                transports);
    }

    public HubOptions withMaxConnections(int maxConnections) {
        return new HubOptions(
                handshakeTimeout,
                keepAlive,
                clientTimeout,
                writeTimeout,
                closeTimeout,
                maxMessageBytes,
                maxOutboxBytes,
                maxConnections,
                detailedErrors,
                allowedOrigins,
                authenticator,
                meters,
                transports);
    }

    public HubOptions withDetailedErrors(boolean detailedErrors) {
        return new HubOptions(
                handshakeTimeout,
                keepAlive,
                clientTimeout,
                writeTimeout,
                closeTimeout,
                maxMessageBytes,
                maxOutboxBytes,
                maxConnections,
                detailedErrors,
                allowedOrigins,
                authenticator,
                meters,
                transports);
    }

    public HubOptions withAllowedOrigins(Predicate<String> allowedOrigins) {
        return new HubOptions(
                handshakeTimeout,
                keepAlive,
                clientTimeout,
                writeTimeout,
                closeTimeout,
                maxMessageBytes,
                maxOutboxBytes,
                maxConnections,
                detailedErrors,
                allowedOrigins,
                authenticator,
                meters,
                transports);
    }

    public HubOptions withAuthenticator(Authenticator authenticator) {
        return new HubOptions(
                handshakeTimeout,
                keepAlive,
                clientTimeout,
                writeTimeout,
                closeTimeout,
                maxMessageBytes,
                maxOutboxBytes,
                maxConnections,
                detailedErrors,
                allowedOrigins,
                authenticator,
                meters,
                transports);
    }

    public HubOptions withMeters(MeterRegistry meters) {
        return new HubOptions(
                handshakeTimeout,
                keepAlive,
                clientTimeout,
                writeTimeout,
                closeTimeout,
                maxMessageBytes,
                maxOutboxBytes,
                maxConnections,
                detailedErrors,
                allowedOrigins,
                authenticator,
                meters,
                transports);
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": more than 0 expected, was " + value);
        }
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + ": more than 0 expected, was " + value);
        }
    }
}
