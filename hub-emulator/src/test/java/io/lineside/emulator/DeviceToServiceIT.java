package io.lineside.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.Message;
import io.lineside.emulator.device.OwnLoopback;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** What a device sends through Azure's device SDK comes out of Azure's Event Hubs SDK. */
class DeviceToServiceIT {

    @Test
    void carriesAMessageFromOneSdkToTheOther() throws Exception {
        try (HubEmulator hub =
                        HubEmulator.builder().host(OwnLoopback.next()).partitions(2).start();
                EventHubConsumerAsyncClient service =
                        new EventHubClientBuilder()
                                .connectionString(hub.connectionString(), hub.eventHub())
                                .consumerGroup("$Default")
                                .buildAsyncConsumerClient()) {
            List<EventData> received = new CopyOnWriteArrayList<>();
            Disposable reading =
                    service.receive(true).subscribe(event -> received.add(event.getData()));
            DeviceClient device =
                    new DeviceClient(
                            hub.deviceConnectionString("pump-1"),
                            IotHubClientProtocol.MQTT,
                            ClientOptions.builder()
                                    .sslContext(hub.certificates().clientContext())
                                    .build());
            device.open(true);
            Message message = new Message("{\"temperature\":21.5}");
            message.setContentType("application/json");
            message.setContentEncoding("utf-8");
            message.setProperty("shift", "night");
            device.sendEvent(message);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> received.stream().anyMatch(DeviceToServiceIT::isTelemetry));
            EventData event =
                    received.stream()
                            .filter(DeviceToServiceIT::isTelemetry)
                            .findFirst()
                            .orElseThrow();
            assertThat(event.getBodyAsString()).isEqualTo("{\"temperature\":21.5}");
            assertThat(event.getProperties()).containsEntry("shift", "night");
            assertThat(event.getSystemProperties())
                    .containsEntry("iothub-connection-device-id", "pump-1");
            assertThat(received)
                    .anyMatch(data -> "deviceConnected".equals(data.getProperties().get("opType")));
            device.close();
            reading.dispose();
        }
    }

    private static boolean isTelemetry(EventData event) {
        return "Telemetry".equals(event.getSystemProperties().get("iothub-message-source"));
    }
}
