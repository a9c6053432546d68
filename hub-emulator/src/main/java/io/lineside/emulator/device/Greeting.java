package io.lineside.emulator.device;

import io.lineside.emulator.message.DeviceMessage;
import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers the question of a CONNECT: version, who it is, its Will. */
final class Greeting {

    /** What the CONNECT gets. */
    sealed interface Answer {}

    /** Let in. */
    record Welcome(Authenticator.Accepted who, @Nullable DeviceMessage will) implements Answer {}

    /** Refused with a CONNACK. */
    record Refused(MqttConnectReturnCode code, DeviceCounter counter, String why)
            implements Answer {}

    static final Refused NOT_3_1_1 =
            new Refused(
                    MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION,
                    DeviceCounter.REFUSED_PROTOCOL,
                    "not MQTT 3.1.1");
    static final Refused NOT_5 =
            new Refused(
                    MqttConnectReturnCode.CONNECTION_REFUSED_UNSUPPORTED_PROTOCOL_VERSION,
                    DeviceCounter.REFUSED_PROTOCOL,
                    "MQTT 5, expected 3.1.1");
    static final Refused NO_CLIENT_ID =
            new Refused(
                    MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED,
                    DeviceCounter.REFUSED_CLIENT_ID,
                    "client id is empty or too long");
    static final Refused FULL =
            new Refused(
                    MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
                    DeviceCounter.REFUSED_FULL,
                    "the hub is closing or has " + Sessions.MAX + " connections");

    private static final Refused BAD_WILL =
            new Refused(
                    MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
                    DeviceCounter.REFUSED_WILL,
                    "Will is not telemetry of this device with QoS 0 or 1");

    /** IoT Hub's longest keep-alive; it also holds for a client that asks for none. */
    private static final int MAX_KEEP_ALIVE_SECONDS = 1177;

    private final Authenticator authenticator;

    Greeting(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    Answer decide(MqttConnectMessage message) {
        MqttConnectVariableHeader header = message.variableHeader();
        if (header.version() != MqttVersion.MQTT_3_1_1.protocolLevel()) {
            return header.version() == MqttVersion.MQTT_5.protocolLevel() ? NOT_5 : NOT_3_1_1;
        }
        MqttConnectPayload payload = message.payload();
        return switch (authenticator.decide(
                payload.clientIdentifier(), payload.userName(), payload.passwordInBytes())) {
            case Authenticator.Refused refused ->
                    new Refused(refused.code(), refused.counter(), refused.why());
            case Authenticator.Accepted who -> {
                if (!header.isWillFlag()) {
                    yield new Welcome(who, null);
                }
                DeviceMessage will = will(who, header, payload);
                yield will == null ? BAD_WILL : new Welcome(who, will);
            }
        };
    }

    /** Ends the connection when nothing came for 1.5 times the keep-alive, as MQTT has it. */
    static void watchKeepAlive(Channel channel, int keepAliveSeconds) {
        int seconds =
                keepAliveSeconds == 0
                        ? MAX_KEEP_ALIVE_SECONDS
                        : Math.min(keepAliveSeconds, MAX_KEEP_ALIVE_SECONDS);
        channel.pipeline()
                .addAfter(
                        DeviceEndpoint.TLS,
                        "keep-alive",
                        new IdleStateHandler(seconds * 1500L, 0, 0, TimeUnit.MILLISECONDS));
    }

    /** A client id fit for a log. */
    static String printable(@Nullable String clientId) {
        String text = clientId == null ? "" : clientId;
        String cut = text.length() > 260 ? text.substring(0, 260) : text;
        return cut.replaceAll("[^\\x21-\\x7e]", "?");
    }

    private static @Nullable DeviceMessage will(
            Authenticator.Accepted who,
            MqttConnectVariableHeader header,
            MqttConnectPayload payload) {
        String topic = payload.willTopic();
        byte[] body = payload.willMessageInBytes();
        if (header.willQos() > 1 || topic == null || body == null) {
            return null;
        }
        return DeviceTopic.parse(who.identity(), topic) instanceof DeviceTopic.Telemetry telemetry
                ? TelemetryMessages.ofWill(who, telemetry.properties(), body, header.isWillRetain())
                : null;
    }
}
