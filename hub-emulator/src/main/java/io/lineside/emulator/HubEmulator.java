package io.lineside.emulator;

import io.lineside.emulator.amqp.AmqpEndpoint;
import io.lineside.emulator.amqp.ServiceKey;
import io.lineside.emulator.device.Certificates;
import io.lineside.emulator.device.DeviceEndpoint;
import io.lineside.emulator.device.DeviceRegistry;
import io.lineside.emulator.log.EventLog;
import io.lineside.emulator.log.Retention;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * IoT Hub on loopback: devices connect by MQTT over TLS, services read by AMQP 1.0, both with
 * Azure's unmodified SDKs. Safe on any thread.
 */
public final class HubEmulator implements AutoCloseable {

    private static final String HUB = "lineside";

    private final String host;
    private final Certificates certificates;
    private final DeviceRegistry registry;
    private final EventLog log;
    private final AmqpEndpoint service;
    private final DeviceEndpoint devices;
    private final ServiceKey key;
    private final @Nullable Path directory;
    private boolean closed;

    private HubEmulator(HubEmulatorBuilder options) throws IOException {
        host = options.host;
        directory = options.directory;
        if (!options.beyondLoopback && !InetAddress.getByName(host).isLoopbackAddress()) {
            throw new IllegalArgumentException("host is " + host + ", expected a loopback address");
        }
        Clock clock = options.clock;
        if (directory == null) {
            certificates = Certificates.inMemory(List.of(host), clock);
            registry = DeviceRegistry.inMemory();
            key = new ServiceKey("service", DeviceRegistry.randomKey());
        } else {
            Files.createDirectories(directory);
            certificates = Certificates.open(directory, List.of(host), clock);
            registry = DeviceRegistry.open(directory);
            key = new ServiceKey("service", HubFile.serviceKey(directory));
        }
        log =
                new EventLog(
                        options.partitions,
                        options.retention,
                        clock,
                        directory == null ? null : directory.resolve("log"));
        service =
                new AmqpEndpoint(HUB, log, key, clock, options.idleTimeout, options.consumerGroups);
        try {
            service.start(
                    host,
                    options.amqpPort,
                    options.amqpsPort,
                    options.webSocketPort,
                    certificates.serverContext());
            devices =
                    DeviceEndpoint.start(
                            new DeviceEndpoint.Address(
                                    host, options.mqttPort, options.beyondLoopback),
                            certificates,
                            registry,
                            message -> log.append(message).sequence(),
                            clock);
            if (directory != null) {
                HubFile.write(directory, this);
            }
        } catch (IOException | RuntimeException e) {
            service.close();
            log.close();
            throw e;
        }
    }

    /**
     * Loopback address 127.0.0.1, MQTT on 8883, the AMQP ports free ones, four partitions, in
     * memory.
     */
    public static Builder builder() {
        return new Builder();
    }

    /** How a hub is to be; see {@link #builder()} for what is left out. */
    public static final class Builder {
        private final HubEmulatorBuilder options = new HubEmulatorBuilder();

        private Builder() {}

        /** The address to listen on; it is in the certificate. */
        public Builder host(String host) {
            options.host = host;
            return this;
        }

        /** Allows an address that other computers reach. */
        public Builder beyondLoopback(boolean allowed) {
            options.beyondLoopback = allowed;
            return this;
        }

        /** The device side's port, 0 for a free one; Azure's device SDKs know 8883 alone. */
        public Builder mqttPort(int port) {
            options.mqttPort = port;
            return this;
        }

        /** The plain service port, 0 for a free one. */
        public Builder amqpPort(int port) {
            options.amqpPort = port;
            return this;
        }

        /** The service port with TLS and tokens, 0 for a free one. */
        public Builder amqpsPort(int port) {
            options.amqpsPort = port;
            return this;
        }

        /** The port of AMQP over WebSockets with TLS and tokens, 0 for a free one. */
        public Builder webSocketPort(int port) {
            options.webSocketPort = port;
            return this;
        }

        /** How many partitions, 1 to 128. */
        public Builder partitions(int partitions) {
            options.partitions = partitions;
            return this;
        }

        /**
         * The consumer groups that there are, beside {@code $Default}; others are not found. Left
         * out: there is one of any name.
         */
        public Builder consumerGroups(String... names) {
            Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            all.add("$Default");
            all.addAll(List.of(names));
            options.consumerGroups = all;
            return this;
        }

        /** Where log, keys and certificates are kept over a restart. */
        public Builder dataDirectory(Path directory) {
            options.directory = directory;
            return this;
        }

        /** How much each partition keeps. */
        public Builder retention(Retention retention) {
            options.retention = retention;
            return this;
        }

        /** Wall time, for enqueued times, tokens and certificates. */
        public Builder clock(Clock clock) {
            options.clock = clock;
            return this;
        }

        /** How long a service connection may be silent. */
        public Builder idleTimeout(Duration timeout) {
            options.idleTimeout = timeout;
            return this;
        }

        /**
         * Starts the hub.
         *
         * @throws IOException when a port is taken, named in the message, or the directory cannot
         *     be used
         */
        public HubEmulator start() throws IOException {
            return new HubEmulator(options);
        }
    }

    private static final class HubEmulatorBuilder {
        String host = "127.0.0.1";
        boolean beyondLoopback;
        int mqttPort = DeviceEndpoint.MQTT_PORT;
        int amqpPort;
        int amqpsPort;
        int webSocketPort;
        int partitions = 4;
        @Nullable Set<String> consumerGroups;
        @Nullable Path directory;
        Retention retention = Retention.DEFAULT;
        Clock clock = Clock.systemUTC();
        Duration idleTimeout = AmqpEndpoint.IDLE_TIMEOUT;
    }

    /** The address it listens on. */
    public String host() {
        return host;
    }

    public int mqttPort() {
        return devices.port();
    }

    public int amqpPort() {
        return service.port();
    }

    public int amqpsPort() {
        return service.tlsPort();
    }

    /** The port of AMQP over WebSockets. */
    public int webSocketPort() {
        return service.webSocketPort();
    }

    /** The name of the Event Hubs-compatible hub. */
    public String eventHub() {
        return HUB;
    }

    public int partitions() {
        return log.partitions().size();
    }

    /** For Event Hubs clients, without TLS and tokens. */
    public String connectionString() {
        return "Endpoint=sb://%s:%d;SharedAccessKeyName=%s;SharedAccessKey=%s;UseDevelopmentEmulator=true"
                .formatted(host, amqpPort(), key.name(), key.key());
    }

    /** For Event Hubs clients with TLS and tokens, as in the cloud. */
    public String tlsConnectionString() {
        return "Endpoint=sb://%s:%d;SharedAccessKeyName=%s;SharedAccessKey=%s"
                .formatted(host, amqpsPort(), key.name(), key.key());
    }

    /** For Event Hubs clients over WebSockets with TLS and tokens, as in the cloud on port 443. */
    public String webSocketConnectionString() {
        return "Endpoint=sb://%s:%d;SharedAccessKeyName=%s;SharedAccessKey=%s"
                .formatted(host, webSocketPort(), key.name(), key.key());
    }

    /** For a device: it registers itself with this at its first connection. */
    public String deviceConnectionString(String deviceId) {
        return "HostName=%s;DeviceId=%s;SharedAccessKey=%s"
                .formatted(host, deviceId, registry.deviceKey(deviceId));
    }

    /** Base64 of the key that all device keys are derived from. */
    public String groupKey() {
        return registry.groupKey();
    }

    public Certificates certificates() {
        return certificates;
    }

    public DeviceRegistry registry() {
        return registry;
    }

    /**
     * The authority's certificate as a PEM file.
     *
     * @throws IllegalStateException when the hub is in memory alone
     */
    public Path caFile() {
        if (directory == null) {
            throw new IllegalStateException(
                    "the hub keeps no files: it was started without a data directory");
        }
        return Certificates.caFile(directory);
    }

    /** Appends a message as if its device had sent it now; answers its sequence number. */
    public long append(DeviceMessage message) throws IOException {
        return log.append(message).sequence();
    }

    /** Appends a message as if the hub had taken it at this time; answers its sequence number. */
    public long append(DeviceMessage message, Instant enqueued) throws IOException {
        return log.append(message, enqueued).sequence();
    }

    /** How many events are kept in all partitions. */
    public long count() {
        return log.count();
    }

    /** The devices' listener: who is connected, counters, disconnecting one. */
    public DeviceEndpoint devices() {
        return devices;
    }

    /** Drops every service connection, as a failing network does. */
    public void cutServiceConnections() {
        service.cut();
    }

    /** While true, service connections are refused. */
    public void refuseServiceConnections(boolean refuse) {
        service.refuse(refuse);
    }

    /**
     * How many management requests services have made since the start: what a hub in the cloud
     * would throttle.
     */
    public long managementCalls() {
        return service.managementCalls();
    }

    /** Once: a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        devices.close();
        service.close();
        log.close();
    }
}
