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
 * @param publicUrl where clients reach the relay; null: made from the address it listens on
 * @param plant the plant model file
 * @param store the SQLite file; it and its directory are made when absent
 * @param tick how often changed values are published, 10 ms to 10 s
 */
public record RelayConfig(
        Listen listen,
        @Nullable URI publicUrl,
        Path plant,
        Path store,
        Duration tick,
        Source source) {

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
         * @param actual the port it listens on, which {@code port} does not say when it is 0
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
        /** AMQP over WebSockets over TLS, port 443: for plants whose firewall passes no more. */
        WEBSOCKETS
    }

    /**
     * An HTTP proxy that passes connections on (CONNECT).
     *
     * @param user null: it asks for none
     * @param password null exactly when the user is; a secret
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
     * @param consumerGroup the group this relay alone reads with
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
     * Reads the file; relative paths in it are relative to the file.
     *
     * @param environment overrides, named {@code LINESIDE_} and the key's path in upper case; and
     *     {@code CREDENTIALS_DIRECTORY}, whose files, named like the keys, go before the file
     * @throws ConfigException when anything in it is not as expected; names every such place
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
