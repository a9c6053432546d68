package io.lineside.relay.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The relay's configuration, as in relay.yaml; docs/ARCHITECTURE.md has an example.
 *
 * @param publicUrl where clients reach the relay; null to derive it from the listen address
 * @param plant the plant model file
 * @param store the SQLite file; file and directory are made when absent
 * @param tick how often changed values are published, 10 ms to 10 s
 * @param azureSignalR the service that carries the messages; null where the relay's own hub does
 */
public record RelayConfig(
        Listen listen,
        @Nullable URI publicUrl,
        Path plant,
        Path store,
        Duration tick,
        Source source,
        @Nullable AzureSignalR azureSignalR) {

    /** A relay with a hub of its own. */
    public RelayConfig(
            Listen listen,
            @Nullable URI publicUrl,
            Path plant,
            Path store,
            Duration tick,
            Source source) {
        this(listen, publicUrl, plant, store, tick, source, null);
    }

    /**
     * Where the relay listens.
     *
     * @param host a loopback address or {@code localhost}
     * @param port 0 for any free one
     */
    public record Listen(String host, int port) {

        /**
         * The address as clients on this machine write it.
         *
         * @param actual the port that the relay listens on, since {@code port} may be 0
         */
        public URI url(int actual) {
            String name = host.contains(":") ? "[" + host + "]" : host;
            return URI.create("http://" + name + ":" + actual);
        }
    }

    /** How the hub is reached. */
    public enum Transport {
        /** AMQP over TLS, port 5671. */
        AMQP,
        /**
         * AMQP over WebSockets over TLS, port 443: for plants whose firewall passes no other port.
         */
        WEBSOCKETS
    }

    /**
     * An HTTP proxy that passes connections on (CONNECT).
     *
     * @param user null when the proxy asks for none
     * @param password null exactly when the user is null; a secret
     */
    public record Proxy(String host, int port, @Nullable String user, @Nullable String password) {

        @Override
        public String toString() {
            return host + ":" + port + (user == null ? "" : " as " + user);
        }
    }

    /**
     * Where telemetry comes from.
     *
     * @param connectionString of the Event Hubs-compatible endpoint; a secret
     * @param eventHub the event hub's name; null when the connection string has it as EntityPath
     * @param consumerGroup the consumer group, used by this relay alone
     * @param firstStart how far back a first start reads
     * @param trustedCertificates PEM file of certificates to trust beside the JDK's own; null for
     *     none
     * @param proxy with {@link Transport#WEBSOCKETS} alone; null for none
     */
    public record Source(
            String connectionString,
            @Nullable String eventHub,
            String consumerGroup,
            Duration firstStart,
            @Nullable Path trustedCertificates,
            Transport transport,
            @Nullable Proxy proxy) {

        /** Reached by AMQP, without a proxy. */
        public Source(
                String connectionString,
                @Nullable String eventHub,
                String consumerGroup,
                Duration firstStart,
                @Nullable Path trustedCertificates) {
            this(
                    connectionString,
                    eventHub,
                    consumerGroup,
                    firstStart,
                    trustedCertificates,
                    Transport.AMQP,
                    null);
        }

        @Override
        public String toString() {
            return "Source[connectionString=(secret), eventHub="
                    + eventHub
                    + ", consumerGroup="
                    + consumerGroup
                    + ", firstStart="
                    + firstStart
                    + ", trustedCertificates="
                    + trustedCertificates
                    + ", transport="
                    + transport
                    + ", proxy="
                    + proxy
                    + "]";
        }
    }

    /**
     * Azure SignalR Service.
     *
     * @param connection the service, with the key or identity that is used first
     * @param secondary the same service with the other key; null for none
     * @param hub the hub's name, lower case
     * @param trustedCertificates PEM file of certificates to trust beside the JDK's own; null for
     *     none
     * @param inFlight how many sends may be under way at once, 1 to 256
     * @param largestSend bytes of the largest request body, 16,384 to 1,048,576
     * @param upstream where the service posts the events of its connections; null when it posts
     *     none
     */
    public record AzureSignalR(
            AzureConnectionString connection,
            @Nullable AzureConnectionString secondary,
            String hub,
            @Nullable Path trustedCertificates,
            int inFlight,
            int largestSend,
            @Nullable Upstream upstream) {}

    /**
     * The listener for the service's events.
     *
     * @param host an address of this computer
     * @param port 0 for any free one
     * @param certificate PEM file, the chain; null for plain HTTP, on loopback or behind a proxy
     * @param key PEM file, PKCS#8, of the certificate; null when the certificate is null
     * @param code the value that the query parameter {@code code} of the service's calls must have;
     *     null for none; a secret
     */
    public record Upstream(
            String host,
            int port,
            @Nullable Path certificate,
            @Nullable Path key,
            @Nullable String code) {

        @Override
        public String toString() {
            return "Upstream[host="
                    + host
                    + ", port="
                    + port
                    + ", certificate="
                    + certificate
                    + "]";
        }
    }

    /**
     * Reads the file; relative paths in it are relative to the file.
     *
     * @param environment overrides, named {@code LINESIDE_} and the key's path in upper case; and
     *     {@code CREDENTIALS_DIRECTORY}, whose files, named like the keys, go before the file
     * @throws ConfigException when anything in the file is not as expected; names every such place
     */
    public static RelayConfig load(Path file, Map<String, String> environment)
            throws ConfigException {
        return new RelayConfigReader(YamlFile.read(file), environment).read();
    }

    /** The environment with another directory of credentials. */
    public static Map<String, String> withCredentials(
            Map<String, String> environment, Path credentials) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put(Credentials.VARIABLE, credentials.toString());
        return changed;
    }
}
