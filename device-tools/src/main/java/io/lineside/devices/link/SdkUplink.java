package io.lineside.devices.link;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import io.lineside.program.RootCause;
import java.io.IOException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An uplink over Azure's device SDK, MQTT. The SDK's own retry is off: on a reconnect it queues
 * again what was in flight in no order, behind what waits, and so an old value could arrive last
 * and pass for the latest. {@link DeviceLink} sends again in order. Its check for expired messages
 * on a thread of its own is off too, for the reason given at {@link Transmission#handOver}.
 */
final class SdkUplink implements Uplink {

    /** The SDK's period between looks at its queues while there is work, milliseconds. */
    private static final int SEND_INTERVAL = 2;

    private static final int MESSAGES_PER_SEND = 100;

    /** Seconds; the SDK's 230 would leave a dead connection unnoticed for minutes. */
    private static final int KEEP_ALIVE = 30;

    private final DeviceClient client;

    SdkUplink(ConnectionString device, @Nullable SSLContext trust) {
        ClientOptions.ClientOptionsBuilder options =
                ClientOptions.builder()
                        .keepAliveInterval(KEEP_ALIVE)
                        .sendInterval(SEND_INTERVAL)
                        .messagesSentPerSendInterval(MESSAGES_PER_SEND)
                        .messageExpirationCheckPeriod(0)
                        .useIdentifiableThreadNames(false)
                        .threadNamePrefix(device.deviceId() + "-");
        if (trust != null) {
            options.sslContext(trust);
        }
        client = new DeviceClient(device.text(), IotHubClientProtocol.MQTT, options.build());
        client.setRetryPolicy(new NoRetry());
    }

    @Override
    public void open(Consumer<Throwable> lost) throws IOException {
        client.setConnectionStatusChangeCallback(
                change -> {
                    if (change.getNewStatus() != IotHubConnectionStatus.CONNECTED) {
                        Throwable cause = change.getCause();
                        String reason = "connection lost: " + change.getNewStatusReason();
                        lost.accept(new IOException(reason, cause));
                    }
                },
                null);
        try {
            client.open(false);
        } catch (IotHubClientException e) {
            throw new IOException(e.getStatusCode() + ": " + RootCause.line(e), e);
        }
    }

    @Override
    public void send(String messageId, byte[] body, Consumer<@Nullable Throwable> acknowledged) {
        Message message = new Message(body);
        message.setMessageId(messageId);
        message.setContentType("application/json");
        message.setContentEncoding("utf-8");
        client.sendEventAsync(
                message, (_, exception, _) -> acknowledged.accept(exception), messageId);
    }

    @Override
    public void close() {
        client.close();
    }
}
