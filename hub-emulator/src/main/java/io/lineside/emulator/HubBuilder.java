package io.lineside.emulator;

import io.lineside.emulator.amqp.AmqpEndpoint;
import io.lineside.emulator.device.DeviceEndpoint;
import io.lineside.emulator.log.Retention;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a hub is to be, and its start; {@link HubEmulator#builder()} says what is left out. Used by
 * one thread.
 */
public final class HubBuilder {

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

    HubBuilder() {}

    /** The address to listen on; it is in the certificate. */
    public HubBuilder host(String host) {
        this.host = host;
        return this;
    }

    /** Allows an address that other computers reach. */
    public HubBuilder beyondLoopback(boolean allowed) {
        beyondLoopback = allowed;
        return this;
    }

    /** The device side's port, 0 for a free one; Azure's device SDKs know 8883 alone. */
    public HubBuilder mqttPort(int port) {
        mqttPort = port;
        return this;
    }

    /** The plain service port, 0 for a free one. */
    public HubBuilder amqpPort(int port) {
        amqpPort = port;
        return this;
    }

    /** The service port with TLS and tokens, 0 for a free one. */
    public HubBuilder amqpsPort(int port) {
        amqpsPort = port;
        return this;
    }

    /** The port of AMQP over WebSockets with TLS and tokens, 0 for a free one. */
    public HubBuilder webSocketPort(int port) {
        webSocketPort = port;
        return this;
    }

    /** How many partitions, 1 to 128. */
    public HubBuilder partitions(int partitions) {
        this.partitions = partitions;
        return this;
    }

    /**
     * The consumer groups that there are, beside {@code $Default}; others are not found. Left out:
     * there is one of any name.
     */
    public HubBuilder consumerGroups(String... names) {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.add("$Default");
        all.addAll(List.of(names));
        consumerGroups = all;
        return this;
    }

    /** Where log, keys and certificates are kept over a restart. */
    public HubBuilder dataDirectory(Path directory) {
        this.directory = directory;
        return this;
    }

    /** How much each partition keeps. */
    public HubBuilder retention(Retention retention) {
        this.retention = retention;
        return this;
    }

    /** Wall time, for enqueued times, tokens and certificates. */
    public HubBuilder clock(Clock clock) {
        this.clock = clock;
        return this;
    }

    /** How long a service connection may be silent. */
    public HubBuilder idleTimeout(Duration timeout) {
        idleTimeout = timeout;
        return this;
    }

    /**
     * Starts the hub.
     *
     * @throws IOException when a port is taken, named in the message, or the directory cannot be
     *     used
     */
    public HubEmulator start() throws IOException {
        return new HubEmulator(this);
    }
}
