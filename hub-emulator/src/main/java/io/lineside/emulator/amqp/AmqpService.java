package io.lineside.emulator.amqp;

import io.lineside.emulator.log.EventLog;
import io.lineside.emulator.net.Channels;
import io.netty.channel.Channel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all connections of one listener share. Safe on any thread. */
final class AmqpService {

    private final String hub;
    private final EventLog log;
    private final @Nullable ServiceKey key;
    private final Clock clock;
    private final Duration idleTimeout;
    private final Readers readers;
    private final ManagementNode management;
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();

    AmqpService(
            String hub,
            EventLog log,
            @Nullable ServiceKey key,
            Clock clock,
            Duration idleTimeout,
            Readers readers,
            Instant created) {
        this.hub = hub;
        this.log = log;
        this.key = key;
        this.clock = clock;
        this.idleTimeout = idleTimeout;
        this.readers = readers;
        this.management = new ManagementNode(hub, created, log);
    }

    String hub() {
        return hub;
    }

    EventLog log() {
        return log;
    }

    /** What tokens must be signed with; null: they are not checked. */
    @Nullable ServiceKey key() {
        return key;
    }

    Clock clock() {
        return clock;
    }

    Duration idleTimeout() {
        return idleTimeout;
    }

    Readers readers() {
        return readers;
    }

    ManagementNode management() {
        return management;
    }

    void connected(Channel channel) {
        channels.add(channel);
    }

    void disconnected(Channel channel) {
        channels.remove(channel);
    }

    void cut() {
        channels.forEach(Channels::close);
    }
}
