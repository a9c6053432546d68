package io.lineside.emulator.device;

import io.lineside.emulator.certificates.Certificates;
import io.lineside.emulator.message.MessageSink;
import io.lineside.emulator.net.Channels;
import io.lineside.emulator.registry.DeviceIdentity;
import io.lineside.emulator.registry.DeviceRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where devices connect: MQTT 3.1.1 over TLS, with the topics, tokens and limits of IoT Hub. Every
 * connection ends at the latest with its token. A message of QoS 1 is acknowledged when the sink
 * has kept it. Its threads are daemons. May be used from any thread.
 */
public final class DeviceEndpoint implements AutoCloseable {

    /** The port that Azure's Java device SDK always uses. */
    public static final int MQTT_PORT = 8883;

    static final String TLS = "tls";

    private static final int MAX_PACKET = Requests.MAX_BODY + 0xffff + 64;
    private static final int MAX_CLIENT_ID = 260;
    // Connections that have not said who they are count too.
    private static final int MAX_CHANNELS = Sessions.MAX + 1_000;
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration ACKNOWLEDGE = Duration.ofSeconds(3);
    private static final Duration END = Duration.ofSeconds(5);

    private final Counters counters = new Counters();
    private final Mailboxes mailboxes;
    private final Sessions sessions;
    private final Twins twins = new Twins();
    private final Greeting greeting;
    private final SslContext tls;
    private final EventLoopGroup loops;
    private final ChannelGroup channels;
    private final Channel listener;
    private final Future<?> expiry;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Where to listen.
     *
     * @param host a name or address of this machine
     * @param port 0 for any free one
     * @param beyondLoopback whether an address that others can reach is meant
     */
    public record Address(String host, int port, boolean beyondLoopback) {

        /** An address on loopback. */
        public static Address loopback(String host, int port) {
            return new Address(host, port, false);
        }
    }

    private DeviceEndpoint(
            InetSocketAddress address,
            Certificates certificates,
            DeviceRegistry registry,
            MessageSink sink,
            Clock clock)
            throws IOException {
        mailboxes = new Mailboxes(sink, counters);
        sessions = new Sessions(mailboxes, counters, clock);
        greeting = new Greeting(new Authenticator(registry, clock));
        tls = certificates.serverContext();
        loops =
                new MultiThreadIoEventLoopGroup(
                        2,
                        Thread.ofPlatform().name("hub-mqtt-", 0).daemon().factory(),
                        NioIoHandler.newFactory());
        channels = new DefaultChannelGroup(loops.next());
        try {
            listener = listen(address);
        } catch (IOException e) {
            mailboxes.close();
            endLoops();
            throw e;
        }
        // Looks again and again, instead of waiting once, so that a clock set forward counts.
        expiry =
                loops.next()
                        .scheduleAtFixedRate(
                                sessions::closeExpired, 250, 250, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts listening.
     *
     * @param certificates must be for the host, or devices will not connect
     * @param sink takes the messages; closed by nobody here
     * @param clock wall time, for tokens and events
     * @throws IOException if the port is taken, saying so, or the address is not this machine's
     * @throws IllegalArgumentException if the address is not a loopback one and that is not meant
     */
    public static DeviceEndpoint start(
            Address address,
            Certificates certificates,
            DeviceRegistry registry,
            MessageSink sink,
            Clock clock)
            throws IOException {
        InetAddress host = InetAddress.getByName(address.host());
        if (!host.isLoopbackAddress() && !address.beyondLoopback()) {
            throw new IllegalArgumentException(
                    "MQTT host is " + address.host() + ", expected a loopback address");
        }
        return new DeviceEndpoint(
                new InetSocketAddress(host, address.port()), certificates, registry, sink, clock);
    }

    /** The port it listens on. */
    public int port() {
        return listener.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
    }

    /** Who is connected now, in no order. */
    public List<DeviceIdentity> connected() {
        return sessions.connected();
    }

    /**
     * Closes the connections of a device and its modules; nothing keeps them from coming back.
     *
     * @return whether there was one
     */
    public boolean disconnect(String deviceId) {
        return sessions.close(deviceId);
    }

    /** What it has counted since its start. */
    public Map<DeviceCounter, Long> counters() {
        return counters.snapshot();
    }

    /**
     * Stops listening and reading, acknowledges what the sink keeps within 3 s, closes every
     * connection, and waits up to 10 s for the sink to keep the rest. Does nothing the second time.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        expiry.cancel(false);
        listener.close().awaitUninterruptibly(END.toMillis());
        sessions.stopReading();
        // So that devices need not send again to the next endpoint what this one has.
        mailboxes.awaitNone(ACKNOWLEDGE);
        channels.close().awaitUninterruptibly(END.toMillis());
        sessions.endAll();
        mailboxes.close();
        endLoops();
    }

    private void endLoops() {
        loops.shutdownGracefully(0, END.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(2 * END.toMillis());
    }

    private Channel listen(InetSocketAddress address) throws IOException {
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        prepare(channel);
                                    }
                                })
                        .bind(address)
                        .awaitUninterruptibly();
        Throwable cause = bound.cause();
        if (cause == null) {
            return bound.channel();
        }
        String where = address.getPort() + " on " + address.getAddress().getHostAddress();
        boolean taken =
                cause instanceof BindException
                        && String.valueOf(cause.getMessage()).contains("in use");
        throw new IOException(
                taken
                        ? "MQTT port " + where + " is taken"
                        : "MQTT port " + where + " cannot be listened on: " + cause.getMessage(),
                cause);
    }

    private void prepare(Channel channel) {
        if (channels.size() >= MAX_CHANNELS) {
            counters.count(DeviceCounter.REFUSED_FULL);
            Channels.close(channel);
            return;
        }
        channels.add(channel);
        channel.pipeline()
                .addLast(TLS, tls.newHandler(channel.alloc()))
                .addLast("size", new PacketSizeGuard(MAX_PACKET))
                .addLast("decoder", new MqttDecoder(MAX_PACKET, MAX_CLIENT_ID))
                .addLast("encoder", MqttEncoder.INSTANCE)
                .addLast(
                        "connection",
                        new MqttConnection(
                                channel,
                                greeting,
                                sessions,
                                new Requests(channel, twins, counters),
                                counters,
                                CONNECT.toMillis()));
    }
}
