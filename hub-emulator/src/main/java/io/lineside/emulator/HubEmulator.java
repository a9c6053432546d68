package io.lineside.emulator;

import io.lineside.emulator.amqp.AmqpEndpoint;
import io.lineside.emulator.amqp.ServiceKey;
import io.lineside.emulator.certificates.Certificates;
import io.lineside.emulator.device.DeviceEndpoint;
import io.lineside.emulator.log.EventLog;
import io.lineside.emulator.message.DeviceMessage;
import io.lineside.emulator.registry.DeviceRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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

    HubEmulator(HubBuilder options) throws IOException {
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
     * A hub on 127.0.0.1 with MQTT on 8883, AMQP on free ports and four partitions, which keeps
     * everything in memory alone.
     */
    public static HubBuilder builder() {
        return new HubBuilder();
    }

    /** The address it listens on. */
    public String host() {
        return host;
    }

    /** The port that devices connect to, with TLS. */
    public int mqttPort() {
        return devices.port();
    }

    /** The port of AMQP without TLS and tokens. */
    public int amqpPort() {
        return service.port();
    }

    /** The port of AMQP with TLS and tokens. */
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

    /** How many partitions it has, 1 to 128. */
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

    /** The authority that clients have to trust, and the certificate of the listeners. */
    public Certificates certificates() {
        return certificates;
    }

    /** Which devices may connect. */
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
