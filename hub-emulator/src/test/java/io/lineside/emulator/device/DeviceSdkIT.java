package io.lineside.emulator.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.IotHubConnectionStatusChangeReason;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.ModuleClient;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.ExponentialBackoffWithJitter;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import io.lineside.emulator.SettableClock;
import io.lineside.emulator.certificates.Certificates;
import io.lineside.emulator.message.DeviceMessage;
import io.lineside.emulator.registry.DeviceIdentity;
import io.lineside.emulator.registry.DeviceRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Azure's own device SDK against the endpoint, unmodified. */
class DeviceSdkIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TIMEOUT_MILLIS = 60_000;

    private final String host = OwnLoopback.next();
    private final Certificates certificates =
            Certificates.inMemory(List.of(host), Clock.systemUTC());
    private final DeviceRegistry registry = DeviceRegistry.inMemory();
    private final RecordingSink sink = new RecordingSink();
    private final List<DeviceClient> clients = new ArrayList<>();
    private DeviceEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint =
                DeviceEndpoint.start(
                        DeviceEndpoint.Address.loopback(host, DeviceEndpoint.MQTT_PORT),
                        certificates,
                        registry,
                        sink,
                        Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        clients.forEach(DeviceClient::close);
        endpoint.close();
    }

    @Test
    void takesAMessageWithAllItsProperties() throws Exception {
        DeviceClient client = client("pump-1", registry.deviceKey("pump-1"));
        client.open(false);
        Message message = new Message("{\"temperature\":21.5}");
        message.setMessageId("m-1");
        message.setCorrelationId("c-1");
        message.setUserId("u-1");
        message.setContentType("application/json");
        message.setContentEncoding("utf-8");
        message.setCreationTimeUTC(Date.from(Instant.parse("2026-03-01T12:00:00Z")));
        message.setProperty("line speed", "a&b=c/ü");
        client.sendEvent(message, TIMEOUT_MILLIS);

        DeviceMessage kept = sink.telemetry().getFirst();
        assertThat(kept.deviceId()).isEqualTo("pump-1");
        assertThat(RecordingSink.text(kept)).isEqualTo("{\"temperature\":21.5}");
        assertThat(kept.messageId()).isEqualTo("m-1");
        assertThat(kept.correlationId()).isEqualTo("c-1");
        assertThat(kept.userId()).isEqualTo("u-1");
        assertThat(kept.contentType()).isEqualTo("application/json");
        assertThat(kept.contentEncoding()).isEqualTo("utf-8");
        assertThat(kept.creationTimeUtc()).startsWith("2026-03-01T12:00:00");
        assertThat(kept.dataSchema()).isEqualTo("dtmi:lineside:Pump;1");
        assertThat(kept.properties()).containsEntry("line speed", "a&b=c/ü").hasSize(1);
        assertThat(registry.isRegistered(DeviceIdentity.device("pump-1"))).isTrue();
        assertThat(endpoint.connected()).containsExactly(DeviceIdentity.device("pump-1"));
    }

    @Test
    void takesAThousandMessagesOnceEach() throws Exception {
        DeviceClient client = client("pump-1", registry.deviceKey("pump-1"));
        client.open(false);
        AtomicInteger acknowledged = new AtomicInteger();
        List<String> bodies = IntStream.range(0, 1_000).mapToObj(i -> "{\"n\":" + i + "}").toList();
        for (String body : bodies) {
            client.sendEventAsync(
                    new Message(body),
                    (message, exception, context) -> {
                        if (exception == null) {
                            acknowledged.incrementAndGet();
                        }
                    },
                    null);
        }
        await().atMost(PATIENCE).until(() -> acknowledged.get() == 1_000);
        // In any order: the SDK's own queue may reorder what is handed to it faster than it sends.
        assertThat(sink.telemetry())
                .extracting(RecordingSink::text)
                .containsExactlyInAnyOrderElementsOf(bodies);
        assertThat(endpoint.counters()).containsEntry(DeviceCounter.MESSAGES, 1_000L);
    }

    @Test
    void takesModulesAndKeysOfTheirOwn() throws Exception {
        DeviceIdentity module = new DeviceIdentity("gateway", "opc");
        String primary = DeviceRegistry.randomKey();
        registry.register(module, DeviceRegistry.randomKey(), primary);
        ModuleClient client =
                new ModuleClient(
                        "HostName="
                                + host
                                + ";DeviceId=gateway;ModuleId=opc;SharedAccessKey="
                                + primary,
                        IotHubClientProtocol.MQTT,
                        options());
        try {
            client.open(false);
            Message message = new Message("{}");
            message.setProperty("k", "v");
            client.sendEvent(message, TIMEOUT_MILLIS);
        } finally {
            client.close();
        }
        DeviceMessage kept = sink.telemetry().getFirst();
        assertThat(kept.moduleId()).isEqualTo("opc");
        assertThat(kept.properties()).containsEntry("k", "v").hasSize(1);
    }

    @Test
    void takesADeviceThatNamesItsHubAndConnectsThroughAGateway() throws Exception {
        DeviceClient client =
                new DeviceClient(
                        "HostName=Plant.example.com;GatewayHostName="
                                + host
                                + ";DeviceId=pump-1;SharedAccessKey="
                                + registry.deviceKey("pump-1"),
                        IotHubClientProtocol.MQTT,
                        options());
        clients.add(client);
        client.open(false);
        client.sendEvent(new Message("{}"), TIMEOUT_MILLIS);
        assertThat(sink.all().getFirst().properties()).containsEntry("hubName", "Plant");
        assertThat(sink.telemetry()).hasSize(1);
    }

    @Test
    void refusesAWrongKey() {
        assertRefused(client("pump-1", DeviceRegistry.randomKey()));
        assertThat(endpoint.counters()).containsEntry(DeviceCounter.REFUSED_KEY, 1L);
        assertThat(registry.devices()).isEmpty();
    }

    @Test
    void refusesTheDerivedKeyOfADeviceThatHasItsOwn() {
        registry.register(
                DeviceIdentity.device("pump-1"),
                DeviceRegistry.randomKey(),
                DeviceRegistry.randomKey());
        assertRefused(client("pump-1", registry.deviceKey("pump-1")));
    }

    @Test
    void refusesADisabledDeviceAndTakesItOnceEnabled() throws Exception {
        DeviceIdentity pump = DeviceIdentity.device("pump-1");
        registry.disable(pump);
        assertRefused(client("pump-1", registry.deviceKey("pump-1")));
        assertThat(endpoint.counters()).containsEntry(DeviceCounter.REFUSED_DISABLED, 1L);
        registry.enable(pump);
        client("pump-1", registry.deviceKey("pump-1")).open(false);
        assertThat(endpoint.connected()).containsExactly(pump);
    }

    @Test
    void refusesAnExpiredTokenAndClosesAtTheEndOfAGoodOne() throws Exception {
        // The SDK itself refuses to use a token that has ended, so the hub's clock is ahead.
        endpoint.close();
        SettableClock clock = new SettableClock();
        clock.forward(Duration.between(clock.instant(), Instant.now()));
        endpoint =
                DeviceEndpoint.start(
                        DeviceEndpoint.Address.loopback(host, DeviceEndpoint.MQTT_PORT),
                        certificates,
                        registry,
                        sink,
                        clock);
        DeviceClient client = client("pump-1", registry.deviceKey("pump-1"));
        client.setRetryPolicy(new NoRetry());
        client.open(false);
        clock.forward(Duration.ofHours(2));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(endpoint.counters())
                                        .containsEntry(DeviceCounter.CLOSED_EXPIRED, 1L));
        await().atMost(PATIENCE).until(() -> endpoint.connected().isEmpty());

        assertRefused(client("pump-2", registry.deviceKey("pump-2")));
        assertThat(endpoint.counters()).containsEntry(DeviceCounter.REFUSED_EXPIRED, 1L);
    }

    @Test
    void doesNotConnectWithoutTrustInTheHubsAuthority() {
        DeviceClient client =
                new DeviceClient(
                        connectionString("pump-1", registry.deviceKey("pump-1")),
                        IotHubClientProtocol.MQTT);
        clients.add(client);
        assertThatThrownBy(() -> client.open(false)).isInstanceOf(IotHubClientException.class);
        assertThat(endpoint.connected()).isEmpty();
    }

    @Test
    void newestConnectionOfADeviceWins() throws Exception {
        List<IotHubConnectionStatus> states = new CopyOnWriteArrayList<>();
        DeviceClient first = client("pump-1", registry.deviceKey("pump-1"));
        first.setRetryPolicy(new NoRetry());
        first.setConnectionStatusChangeCallback(
                context -> states.add(context.getNewStatus()), null);
        first.open(false);
        DeviceClient second = client("pump-1", registry.deviceKey("pump-1"));
        second.open(false);
        await().atMost(PATIENCE).until(() -> states.contains(IotHubConnectionStatus.DISCONNECTED));
        second.sendEvent(new Message("{}"), TIMEOUT_MILLIS);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(sink.story())
                                        .containsExactly(
                                                "deviceConnected",
                                                "deviceDisconnected",
                                                "deviceConnected",
                                                "{}"));
    }

    @Test
    void takes256KilobytesAndClosesAtMore() throws Exception {
        DeviceClient client = client("pump-1", registry.deviceKey("pump-1"));
        client.setRetryPolicy(new NoRetry());
        client.open(false);
        client.sendEvent(new Message(new byte[256 * 1024]), TIMEOUT_MILLIS);
        assertThat(sink.telemetry().getFirst().body()).hasSize(256 * 1024);
        assertThatThrownBy(() -> client.sendEvent(new Message(new byte[256 * 1024 + 1]), 10_000))
                .isInstanceOf(IotHubClientException.class);
        assertThat(endpoint.counters()).containsEntry(DeviceCounter.CLOSED_TOO_LARGE, 1L);
        assertThat(sink.telemetry()).hasSize(1);
    }

    @Test
    void comesBackByItselfAfterTheEndpointDid() throws Exception {
        List<IotHubConnectionStatusChangeReason> reasons = new CopyOnWriteArrayList<>();
        DeviceClient client = client("pump-1", registry.deviceKey("pump-1"));
        client.setRetryPolicy(
                new ExponentialBackoffWithJitter(Integer.MAX_VALUE, 100, 1_000, 100, true));
        client.setConnectionStatusChangeCallback(
                context -> reasons.add(context.getNewStatusReason()), null);
        client.open(false);
        client.sendEvent(new Message("before"), TIMEOUT_MILLIS);
        endpoint.close();
        AtomicInteger acknowledged = new AtomicInteger();
        client.sendEventAsync(
                new Message("meanwhile"),
                (message, exception, context) -> acknowledged.incrementAndGet(),
                null);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                reasons.contains(IotHubConnectionStatusChangeReason.NO_NETWORK)
                                        || reasons.contains(
                                                IotHubConnectionStatusChangeReason
                                                        .COMMUNICATION_ERROR));
        start();
        await().atMost(PATIENCE).until(() -> acknowledged.get() == 1);
        client.sendEvent(new Message("after"), TIMEOUT_MILLIS);
        assertThat(sink.telemetry())
                .extracting(RecordingSink::text)
                .containsExactly("before", "meanwhile", "after");
    }

    @Test
    void comesBackByItselfAfterItWasDisconnected() throws Exception {
        DeviceClient client = client("pump-1", registry.deviceKey("pump-1"));
        client.open(false);
        assertThat(endpoint.disconnect("pump-1")).isTrue();
        client.sendEvent(new Message("after"), TIMEOUT_MILLIS);
        assertThat(sink.story())
                .startsWith("deviceConnected", "deviceDisconnected", "deviceConnected", "after");
        // QoS 1 (MQTT 3.1.1, 4.3.2): at least once. What was on its way when the connection ended
        // is now and then sent again by the SDK.
        assertThat(sink.story().subList(3, sink.story().size())).containsOnly("after");
    }

    @Test
    void answersTwinAndMethodRequests() throws Exception {
        DeviceClient client = client("pump-1", registry.deviceKey("pump-1"));
        client.open(false);
        client.subscribeToDesiredProperties((twin, context) -> {}, null, TIMEOUT_MILLIS);
        TwinCollection reported = new TwinCollection();
        reported.put("firmware", "1.2");
        assertThat(client.updateReportedProperties(reported, TIMEOUT_MILLIS).getVersion())
                .isEqualTo(2);
        assertThat(client.getTwin(TIMEOUT_MILLIS).getReportedProperties())
                .containsEntry("firmware", "1.2");
        client.subscribeToMethods(
                (name, payload, context) -> new DirectMethodResponse(200, null),
                null,
                TIMEOUT_MILLIS);
    }

    @Test
    void namesTheTakenPort() {
        assertThatThrownBy(this::start)
                .isInstanceOf(IOException.class)
                .hasMessage("MQTT port 8883 on " + host + " is taken");
    }

    private void assertRefused(DeviceClient client) {
        assertThatThrownBy(() -> client.open(false))
                .isInstanceOfSatisfying(
                        IotHubClientException.class,
                        e -> assertThat(e.getStatusCode().name()).isEqualTo("UNAUTHORIZED"));
    }

    private DeviceClient client(String deviceId, String key) {
        DeviceClient client =
                new DeviceClient(
                        connectionString(deviceId, key), IotHubClientProtocol.MQTT, options());
        clients.add(client);
        return client;
    }

    private String connectionString(String deviceId, String key) {
        return "HostName=" + host + ";DeviceId=" + deviceId + ";SharedAccessKey=" + key;
    }

    private ClientOptions options() {
        return ClientOptions.builder()
                .sslContext(certificates.clientContext())
                .modelId("dtmi:lineside:Pump;1")
                .build();
    }
}
