package io.lineside.emulator.device;

import io.lineside.emulator.net.Channels;
import io.lineside.emulator.registry.DeviceIdentity;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a connected device may ask for on its connection; on its event loop. */
final class Requests {

    /** IoT Hub's limit on a message's body. */
    static final int MAX_BODY = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final Channel channel;
    private final Twins twins;
    private final Counters counters;

    Requests(Channel channel, Twins twins, Counters counters) {
        this.channel = channel;
        this.twins = twins;
        this.counters = counters;
    }

    /**
     * Takes a message.
     *
     * @return why the connection must be closed; null if it need not
     */
    @Nullable DeviceCounter publish(Session session, MqttPublishMessage message) {
        MqttQoS qos = message.fixedHeader().qosLevel();
        ByteBuf payload = message.payload();
        if (qos == MqttQoS.EXACTLY_ONCE) {
            return DeviceCounter.CLOSED_QOS_2;
        }
        if (payload.readableBytes() > MAX_BODY) {
            return DeviceCounter.CLOSED_TOO_LARGE;
        }
        int packetId = qos == MqttQoS.AT_MOST_ONCE ? 0 : message.variableHeader().packetId();
        DeviceIdentity identity = session.who().identity();
        switch (DeviceTopic.parse(identity, message.variableHeader().topicName())) {
            case DeviceTopic.Refused refused -> {
                LOG.warn("device {}: publish refused: {}", identity, refused.why());
                return DeviceCounter.CLOSED_TOPIC;
            }
            case DeviceTopic.Telemetry telemetry -> {
                byte[] body = ByteBufUtil.getBytes(payload);
                boolean retain = message.fixedHeader().isRetain();
                session.post(
                        TelemetryMessages.of(session.who(), telemetry.properties(), body, retain),
                        packetId);
                session.updateReading();
            }
            case DeviceTopic.Request request -> {
                // Done at once, and so acknowledged at once.
                acknowledge(packetId);
                serve(session, request, ByteBufUtil.getBytes(payload));
            }
        }
        return null;
    }

    private void serve(Session session, DeviceTopic.Request request, byte[] body) {
        DeviceIdentity identity = session.who().identity();
        switch (request) {
            case DeviceTopic.TwinGet get -> answer(session, get.rid(), twins.get(identity));
            case DeviceTopic.TwinPatch patch ->
                    answer(session, patch.rid(), twins.patch(identity, body, patch.version()));
            case DeviceTopic.MethodAnswer answer -> {
                counters.count(DeviceCounter.METHOD_ANSWERS);
                LOG.debug("device {}: answer to method request {}", identity, answer.rid());
            }
        }
    }

    private void acknowledge(int packetId) {
        if (packetId != 0) {
            Channels.writeAndFlush(
                    channel, MqttMessageBuilders.pubAck().packetId(packetId).build());
        }
    }

    private void answer(Session session, String rid, Twins.Answer answer) {
        counters.count(DeviceCounter.TWIN_REQUESTS);
        if (!session.subscriptions().contains(DeviceTopic.TWIN_ANSWERS + "#")) {
            return;
        }
        String version = answer.version() == null ? "" : "&$version=" + answer.version();
        Channels.writeAndFlush(
                channel,
                MqttMessageBuilders.publish()
                        .topicName(
                                DeviceTopic.TWIN_ANSWERS
                                        + answer.status()
                                        + "/?$rid="
                                        + rid
                                        + version)
                        .qos(MqttQoS.AT_MOST_ONCE)
                        .retained(false)
                        .payload(Unpooled.wrappedBuffer(answer.body()))
                        .build());
    }

    void subscribe(Session session, MqttSubscribeMessage message) {
        MqttMessageBuilders.SubAckBuilder answer =
                MqttMessageBuilders.subAck().packetId(message.variableHeader().messageId());
        for (MqttTopicSubscription wish : message.payload().topicSubscriptions()) {
            if (DeviceTopic.maySubscribe(session.who().identity(), wish.topicFilter())) {
                session.subscriptions().add(wish.topicFilter());
                // IoT Hub has no QoS 2.
                answer.addGrantedQos(
                        wish.qualityOfService() == MqttQoS.AT_MOST_ONCE
                                ? MqttQoS.AT_MOST_ONCE
                                : MqttQoS.AT_LEAST_ONCE);
            } else {
                counters.count(DeviceCounter.SUBSCRIPTIONS_REFUSED);
                answer.addGrantedQos(MqttQoS.FAILURE);
            }
        }
        Channels.writeAndFlush(channel, answer.build());
    }

    void unsubscribe(Session session, MqttUnsubscribeMessage message) {
        message.payload().topics().forEach(session.subscriptions()::remove);
        Channels.writeAndFlush(
                channel,
                MqttMessageBuilders.unsubAck()
                        .packetId(message.variableHeader().messageId())
                        .build());
    }
}
