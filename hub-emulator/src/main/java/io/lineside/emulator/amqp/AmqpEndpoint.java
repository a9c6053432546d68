package io.lineside.emulator.amqp;

import io.lineside.emulator.log.EventLog;
import io.lineside.emulator.net.Channels;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The hub's Event Hubs-compatible endpoint: a plain listener that checks no tokens, as Microsoft's
 * development emulator, and two with TLS that check them, as the cloud: AMQP's own, and AMQP over
 * WebSockets. Safe on any thread.
 */
public final class AmqpEndpoint implements AutoCloseable {

    /** How long a peer may be silent; the open frame has it, and clients then send empty frames. */
    public static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(
                    2, new DefaultThreadFactory("amqp-loop", true), NioIoHandler.newFactory());
    private final AmqpService plain;
    private final AmqpService secure;
    private volatile boolean refusing;
    private @Nullable Channel plainListener;
    private @Nullable Channel secureListener;
    private @Nullable Channel webSocketListener;

    /**
     * @param hub the name of the hub
     * @param key what tokens on the TLS listener must be signed with
     * @param consumerGroups that there are; null: one of any name
     */
    public AmqpEndpoint(
            String hub,
            EventLog log,
            ServiceKey key,
            Clock clock,
            Duration idleTimeout,
            @Nullable Set<String> consumerGroups) {
        Readers readers = new Readers(consumerGroups);
        plain = new AmqpService(hub, log, null, clock, idleTimeout, readers, clock.instant());
        secure = new AmqpService(hub, log, key, clock, idleTimeout, readers, clock.instant());
    }

    /**
     * Listens; port 0 takes any free one.
     *
     * @throws IOException when a port is taken, named in the message
     */
    public void start(String host, int port, int tlsPort, int webSocketPort, SslContext tls)
            throws IOException {
        plainListener = listen("AMQP", host, port, plain, null, false);
        secureListener = listen("AMQPS", host, tlsPort, secure, tls, false);
        webSocketListener = listen("AMQP over WebSockets", host, webSocketPort, secure, tls, true);
    }

    /** The plain listener's port. */
    public int port() {
        return portOf(plainListener);
    }

    /** The TLS listener's port. */
    public int tlsPort() {
        return portOf(secureListener);
    }

    /** The WebSockets listener's port. */
    public int webSocketPort() {
        return portOf(webSocketListener);
    }

    /** Drops every connection, as a failing network does. */
    public void cut() {
        plain.cut();
        secure.cut();
    }

    /** While true, new connections are dropped at once. */
    public void refuse(boolean refuse) {
        refusing = refuse;
    }

    /** How many management requests have been answered on all listeners. */
    public long managementCalls() {
        return plain.management().calls() + secure.management().calls();
    }

    private Channel listen(
            String name,
            String host,
            int port,
            AmqpService service,
            @Nullable SslContext tls,
            boolean webSockets)
            throws IOException {
        try {
            return new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerSocketChannel.class)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(
                            ChannelOption.WRITE_BUFFER_WATER_MARK,
                            new WriteBufferWaterMark(256 << 10, 1 << 20))
                    .childHandler(
                            new ChannelInitializer<>() {
                                @Override
                                protected void initChannel(Channel channel) {
                                    if (refusing) {
                                        Channels.close(channel);
                                        return;
                                    }
                                    if (tls != null) {
                                        channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                                    }
                                    if (webSockets) {
                                        WebSocketDoor.addTo(channel.pipeline(), service.clock());
                                    }
                                    channel.pipeline().addLast(new AmqpConnection(service));
                                }
                            })
                    .bind(new InetSocketAddress(host, port))
                    .sync()
                    .channel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while binding " + name + " port " + port, e);
        } catch (Exception e) {
            if (e instanceof java.net.BindException) {
                throw new IOException(
                        name
                                + " port "
                                + port
                                + " on "
                                + host
                                + " is taken or not ours: "
                                + e.getMessage(),
                        e);
            }
            throw e;
        }
    }

    private static int portOf(@Nullable Channel channel) {
        if (channel == null) {
            throw new IllegalStateException("the endpoint is not started");
        }
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public void close() {
        for (Channel listener :
                new @Nullable Channel[] {plainListener, secureListener, webSocketListener}) {
            if (listener != null) {
                listener.close().syncUninterruptibly();
            }
        }
        cut();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
