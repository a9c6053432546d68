package io.lineside.relay.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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
    public record Listen(String host, int port) {}

    /**
     * Where telemetry comes from.
     *
     * @param connectionString of the Event Hubs-compatible endpoint; a secret
     * @param eventHub the event hub's name; null when the connection string has it as EntityPath
     * @param consumerGroup the group this relay alone reads with
     * @param firstStart how far back a first start reads
     * @param trustedCertificates PEM file of certificates to trust beside the JDK's own; null for
     *     none
     */
    public record Source(
            String connectionString,
            @Nullable String eventHub,
            String consumerGroup,
            Duration firstStart,
            @Nullable Path trustedCertificates) {

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
                    + "]";
        }
    }

    /**
     * Reads the file; relative paths in it are relative to the file.
     *
     * @param environment overrides, named {@code LINESIDE_} and the key's path in upper case
     * @throws ConfigException when anything in it is not as expected; names every such place
     */
    public static RelayConfig load(Path file, Map<String, String> environment)
            throws ConfigException {
        return new RelayConfigReader(YamlFile.read(file), environment).read();
    }
}
