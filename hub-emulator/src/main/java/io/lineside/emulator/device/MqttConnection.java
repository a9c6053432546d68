package io.lineside.emulator.device;

import io.lineside.emulator.net.Channels;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttIdentifierRejectedException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection, from its CONNECT to its end. Everything here runs on its event loop and never
 * waits: what may wait is handed to {@link Session}.
 */
final class MqttConnection extends SimpleChannelInboundHandler<MqttMessage> {

    private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);

    private final Greeting greeting;
    private final Sessions sessions;
    private final Requests requests;
    private final Counters counters;
    private final Channel channel;
    private final long connectMillis;
    private @Nullable Future<?> connectTimeout;
    private @Nullable Session session;
    private boolean leaveTaken;
    private boolean over;

    MqttConnection(
            Channel channel,
            Greeting greeting,
            Sessions sessions,
            Requests requests,
            Counters counters,
            long connectMillis) {
        this.channel = channel;
        this.greeting = greeting;
        this.sessions = sessions;
        this.requests = requests;
        this.counters = counters;
        this.connectMillis = connectMillis;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connectTimeout =
                ctx.executor()
                        .schedule(
                                () -> close(DeviceCounter.CLOSED_NO_CONNECT),
                                connectMillis,
                                TimeUnit.MILLISECONDS);
        ctx.fireChannelActive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, MqttMessage message) {
        if (over) {
            countUnread(message);
        } else if (message.decoderResult().isFailure()) {
            unreadable(message.decoderResult().cause());
        } else if (message instanceof MqttConnectMessage connect && session == null) {
            connect(connect);
        } else if (session == null) {
            close(DeviceCounter.CLOSED_PROTOCOL);
        } else {
            read(session, message);
        }
    }

    private void read(Session session, MqttMessage message) {
        switch (message.fixedHeader().messageType()) {
            case PUBLISH -> {
                DeviceCounter violation = requests.publish(session, (MqttPublishMessage) message);
                if (violation != null) {
                    close(violation);
                }
            }
            case SUBSCRIBE -> requests.subscribe(session, (MqttSubscribeMessage) message);
            case UNSUBSCRIBE -> requests.unsubscribe(session, (MqttUnsubscribeMessage) message);
            case PINGREQ -> Channels.writeAndFlush(channel, MqttMessage.PINGRESP);
            case DISCONNECT -> {
                leaveTaken = true;
                over = true;
                Channels.close(channel);
            }
            // The hub publishes with QoS 0 only, so this acknowledges nothing and does no harm.
            case PUBACK -> LOG.debug("device {}: PUBACK", session.who().identity());
            case CONNECT, CONNACK, PUBREC, PUBREL, PUBCOMP, SUBACK, UNSUBACK, PINGRESP, AUTH ->
                    close(DeviceCounter.CLOSED_PROTOCOL);
        }
    }

    private void connect(MqttConnectMessage message) {
        switch (greeting.decide(message)) {
            case Greeting.Refused refused -> refuse(message, refused);
            case Greeting.Welcome welcome -> {
                Session begun = sessions.begin(channel, welcome.who(), welcome.will());
                if (begun == null) {
                    refuse(message, Greeting.FULL);
                    return;
                }
                session = begun;
                cancelConnectTimeout();
                Greeting.watchKeepAlive(channel, message.variableHeader().keepAliveTimeSeconds());
                Channels.writeAndFlush(
                        channel,
                        MqttMessageBuilders.connAck()
                                .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                                .sessionPresent(false)
                                .build());
            }
        }
    }

    private void unreadable(Throwable cause) {
        if (session == null && cause instanceof MqttUnacceptableProtocolVersionException) {
            refuse(null, Greeting.NOT_3_1_1);
        } else if (session == null && cause instanceof MqttIdentifierRejectedException) {
            refuse(null, Greeting.NO_CLIENT_ID);
        } else {
            close(DeviceCounter.CLOSED_PROTOCOL);
        }
    }

    private void refuse(@Nullable MqttConnectMessage message, Greeting.Refused refused) {
        String clientId = message == null ? "" : message.payload().clientIdentifier();
        LOG.warn("connection of '{}' refused: {}", Greeting.printable(clientId), refused.why());
        counters.count(refused.counter());
        over = true;
        cancelConnectTimeout();
        Channels.writeAndClose(
                channel,
                MqttMessageBuilders.connAck()
                        .returnCode(refused.code())
                        .sessionPresent(false)
                        .build());
    }

    private void close(DeviceCounter why) {
        if (over) {
            return;
        }
        over = true;
        LOG.warn("connection of {} closed: {}", name(), why);
        if (session != null) {
            session.close(why);
        } else {
            counters.count(why);
            Channels.close(channel);
        }
    }

    /** What came behind the packet that ended the connection. */
    private void countUnread(MqttMessage message) {
        if (message instanceof MqttPublishMessage publish && !message.decoderResult().isFailure()) {
            counters.count(
                    publish.fixedHeader().qosLevel() == MqttQoS.AT_MOST_ONCE
                            ? DeviceCounter.LOST_QOS_0
                            : DeviceCounter.NOT_KEPT_QOS_1);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case PacketSizeGuard.Violation violation ->
                    close(
                            switch (violation) {
                                case TOO_LARGE -> DeviceCounter.CLOSED_TOO_LARGE;
                                case NOT_MQTT -> DeviceCounter.CLOSED_PROTOCOL;
                            });
            case IdleStateEvent idle -> {
                // While we do not read, silence is ours and not the device's.
                if (channel.config().isAutoRead()) {
                    close(DeviceCounter.CLOSED_KEEP_ALIVE);
                }
            }
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (session != null) {
            session.updateReading();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        over = true;
        cancelConnectTimeout();
        if (session != null) {
            sessions.end(session, leaveTaken);
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("connection of {} broke", name(), cause);
        close(DeviceCounter.BROKEN);
    }

    private void cancelConnectTimeout() {
        if (connectTimeout != null) {
            connectTimeout.cancel(false);
        }
    }

    private String name() {
        return session == null ? "an unknown client" : session.who().identity().clientId();
    }
}
