package io.lineside.emulator.device;

import static io.lineside.emulator.device.DeviceCounter.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.emulator.SettableClock;
import io.lineside.emulator.certificates.Certificates;
import io.lineside.emulator.message.DeviceMessage;
import io.lineside.emulator.registry.DeviceIdentity;
import io.lineside.emulator.registry.DeviceRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What devices other than the Java SDK send, and what none should. */
class MqttWireIT {

    private static final String EVENTS = "devices/d1/messages/events/";
    private static final String HOST = "hub.example.com";
    private static final Certificates CERTIFICATES =
            Certificates.inMemory(List.of(), Clock.systemUTC());
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SettableClock clock = new SettableClock();
    private final DeviceRegistry registry = DeviceRegistry.inMemory();
    private final RecordingSink sink = new RecordingSink();
    private DeviceEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint =
                DeviceEndpoint.start(
                        DeviceEndpoint.Address.loopback("127.0.0.1", 0),
                        CERTIFICATES,
                        registry,
                        sink,
                        clock);
    }

    @AfterEach
    void stop() {
        sink.release();
        endpoint.close();
    }

    @Test
    void keepsPropertiesOfEitherSpelling() throws IOException {
        try (RawClient client = connected("d1")) {
            client.publish(
                    "devices/d1/messages/events/%24.mid=m%2F1&%24.ct=application%2Fjson&$.ce=utf-8"
                            + "&$.cid=c&$.uid=u&$.sub=pump&$.ifid=i&$.ctime=2026-03-01T11%3A00%3A00Z"
                            + "&%24.to=x&$.odd=1&a%20b=%C3%BC%2B%26&alone&empty=",
                    1, 7, "{}".getBytes(UTF_8));
            assertAcknowledged(client, 7);
        }
        DeviceMessage message = sink.telemetry().getFirst();
        assertThat(message.messageId()).isEqualTo("m/1");
        assertThat(message.contentType()).isEqualTo("application/json");
        assertThat(message.contentEncoding()).isEqualTo("utf-8");
        assertThat(message.correlationId()).isEqualTo("c");
        assertThat(message.userId()).isEqualTo("u");
        assertThat(message.subject()).isEqualTo("pump");
        assertThat(message.interfaceId()).isEqualTo("i");
        assertThat(message.creationTimeUtc()).isEqualTo("2026-03-01T11:00:00Z");
        assertThat(message.dataSchema()).isEqualTo("dtmi:x:Pump;1");
        assertThat(message.authMethodJson()).contains("\"scope\":\"device\"");
        assertThat(message.properties())
                .containsEntry("a b", "ü+&")
                .containsEntry("alone", null)
                .containsEntry("empty", "")
                .containsEntry("$.odd", "1")
                .hasSize(4);
    }

    @Test
    void keepsAModulesMessagesUnderItsOwnName() throws IOException {
        try (RawClient client = connected("d1/m1")) {
            client.publish("devices/d1/modules/m1/messages/events/k=v/", 1, 1, "x".getBytes(UTF_8));
            assertAcknowledged(client, 1);
        }
        DeviceMessage message = sink.telemetry().getFirst();
        assertThat(message.deviceId()).isEqualTo("d1");
        assertThat(message.moduleId()).isEqualTo("m1");
        assertThat(message.properties()).isEqualTo(Map.of("k", "v"));
        assertThat(message.authMethodJson()).contains("\"scope\":\"module\"");
    }

    @Test
    void keepsAMessageOfQosZeroAndMarksARetainedOne() throws IOException {
        try (RawClient client = connected("d1")) {
            client.publish("devices/d1/messages/events", 0, 0, "a".getBytes(UTF_8));
            client.publishRetained(EVENTS, 3, "b".getBytes(UTF_8));
            assertAcknowledged(client, 3);
        }
        assertThat(sink.telemetry()).extracting(RecordingSink::text).containsExactly("a", "b");
        assertThat(sink.telemetry().get(1).properties()).containsEntry("mqtt-retain", "true");
    }

    @Test
    void acknowledgesOnlyWhatTheSinkHas() throws IOException {
        try (RawClient client = connected("d1")) {
            await().atMost(PATIENCE).until(() -> sink.story().contains("deviceConnected"));
            sink.hold();
            client.publish(EVENTS, 1, 5, "a".getBytes(UTF_8));
            client.send(0xc0, new byte[0]);
            assertThat(client.read()).extracting(RawClient.Packet::type).isEqualTo(13);
            assertThat(count(ACKNOWLEDGED)).isZero();
            sink.release();
            assertAcknowledged(client, 5);
        }
    }

    @Test
    void closesWhenTheSinkFailsAndKeepsNothingThatCameAfter() throws IOException {
        try (RawClient client = connected("d1")) {
            await().atMost(PATIENCE).until(() -> sink.story().contains("deviceConnected"));
            sink.hold();
            sink.failing(true);
            client.publish(EVENTS, 1, 1, "a".getBytes(UTF_8));
            client.publish(EVENTS, 1, 2, "b".getBytes(UTF_8));
            client.send(0xc0, new byte[0]);
            assertThat(client.read()).isNotNull();
            sink.release();
            assertThat(client.read()).isNull();
        }
        await().atMost(PATIENCE).until(() -> count(NOT_KEPT_QOS_1) == 2);
        assertThat(sink.telemetry()).isEmpty();
        assertThat(count(CLOSED_NOT_KEPT)).isEqualTo(1);
    }

    @Test
    void readsNoFurtherWhileTheSinkIsBehind() throws Exception {
        // More than the endpoint would hold; if it read on it would close the connection.
        int count = 400;
        AtomicInteger sent = new AtomicInteger();
        try (RawClient client = connected("d1");
                ExecutorService sender = Executors.newSingleThreadExecutor()) {
            sink.hold();
            Future<?> sending =
                    sender.submit(
                            () -> {
                                for (int i = 1; i <= count; i++) {
                                    client.publish(EVENTS, 1, i, new byte[64 * 1024]);
                                    sent.incrementAndGet();
                                }
                                return null;
                            });
            await().atMost(PATIENCE).until(() -> sent.get() >= 20);
            sink.release();
            for (int i = 1; i <= count; i++) {
                assertAcknowledged(client, i);
            }
            sending.get();
        }
        assertThat(count(CLOSED_OVERFLOW)).isZero();
        assertThat(count(MESSAGES)).isEqualTo(count);
    }

    @Test
    void closingAcknowledgesWhatTheSinkHas() throws Exception {
        try (RawClient client = connected("d1");
                ExecutorService closer = Executors.newSingleThreadExecutor()) {
            await().atMost(PATIENCE).until(() -> sink.story().contains("deviceConnected"));
            sink.hold();
            for (int i = 1; i <= 100; i++) {
                client.publish(EVENTS, 1, i, "a".getBytes(UTF_8));
            }
            client.send(0xc0, new byte[0]);
            assertThat(client.read()).isNotNull();
            Future<?> closing = closer.submit(endpoint::close);
            sink.release();
            for (int i = 1; i <= 100; i++) {
                assertAcknowledged(client, i);
            }
            assertThat(client.read()).isNull();
            closing.get();
        }
        assertThat(sink.story()).hasSize(102).endsWith("deviceDisconnected");
    }

    @Test
    void closesAtQosTwo() throws IOException {
        try (RawClient client = connected("d1")) {
            client.publish(EVENTS, 2, 1, "a".getBytes(UTF_8));
            assertThat(client.read()).isNull();
        }
        assertThat(count(CLOSED_QOS_2)).isEqualTo(1);
        assertThat(sink.telemetry()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "devices/d2/messages/events/",
                "devices/d1/modules/m/messages/events/",
                "devices/d1/messages/eventsandmore",
                "devices/d1/messages/events/bad=%zz",
                "devices/d1/messages/devicebound/",
                "$iothub/twin/GET/",
                "$iothub/other/?$rid=1",
                "plant/temperature"
            })
    void closesAtATopicThatIsNotTheDevices(String topic) throws IOException {
        try (RawClient client = connected("d1")) {
            client.publish(topic, 1, 1, "a".getBytes(UTF_8));
            assertThat(client.read()).isNull();
        }
        assertThat(count(CLOSED_TOPIC)).isEqualTo(1);
        assertThat(sink.telemetry()).isEmpty();
    }

    @Test
    void takes256KilobytesAndNotOneByteMore() throws IOException {
        try (RawClient client = connected("d1")) {
            client.publish(EVENTS, 1, 1, new byte[256 * 1024]);
            assertAcknowledged(client, 1);
            client.publish(EVENTS, 1, 2, new byte[256 * 1024 + 1]);
            assertThat(client.read()).isNull();
        }
        assertThat(sink.telemetry()).hasSize(1);
        assertThat(count(CLOSED_TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void closesAtTheAnnouncementOfAPacketThatIsTooLarge() throws IOException {
        try (RawClient client = connected("d1")) {
            client.sendHead(0x30, 200_000_000);
            assertThat(client.read()).isNull();
        }
        assertThat(count(CLOSED_TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void closesAtWhatIsNotMqtt() throws IOException {
        try (RawClient client = new RawClient(CERTIFICATES, endpoint.port())) {
            client.send('G', "ET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
            assertThat(client.read()).isNull();
        }
        assertThat(count(CLOSED_PROTOCOL)).isEqualTo(1);
    }

    @Test
    void closesAtAPublishBeforeTheConnect() throws IOException {
        try (RawClient client = new RawClient(CERTIFICATES, endpoint.port())) {
            client.publish(EVENTS, 0, 0, "a".getBytes(UTF_8));
            assertThat(client.read()).isNull();
        }
        assertThat(count(CLOSED_PROTOCOL)).isEqualTo(1);
    }

    @Test
    void closesAtASecondConnect() throws IOException {
        try (RawClient client = connected("d1")) {
            assertThat(client.connect(greeting("d1"))).isEqualTo(-1);
        }
        assertThat(count(CLOSED_PROTOCOL)).isEqualTo(1);
    }

    @Test
    void refusesOtherVersionsOfMqtt() throws IOException {
        try (RawClient client = new RawClient(CERTIFICATES, endpoint.port())) {
            assertThat(client.connect(greeting("d1").level("MQIsdp", 3))).isEqualTo(1);
        }
        try (RawClient client = new RawClient(CERTIFICATES, endpoint.port())) {
            assertThat(client.connect(greeting("d1").level("MQTT", 9))).isEqualTo(1);
        }
        assertThat(count(REFUSED_PROTOCOL)).isEqualTo(2);
    }

    @Test
    void refusesWithTheCodeThatFits() throws IOException {
        assertThat(refused("", "d1", token("d1"))).isEqualTo(2);
        assertThat(refused("a/b/c", "d1", token("d1"))).isEqualTo(2);
        assertThat(refused("d1", "d2", token("d1"))).isEqualTo(4);
        assertThat(refused("d1", "d1", "secret")).isEqualTo(4);
        assertThat(refused("d1", "d1", token("d2"))).isEqualTo(5);
        assertThat(count(REFUSED_CLIENT_ID)).isEqualTo(2);
        assertThat(count(REFUSED_CREDENTIALS)).isEqualTo(2);
        assertThat(count(REFUSED_KEY)).isEqualTo(1);
        assertThat(endpoint.connected()).isEmpty();
        assertThat(registry.devices()).isEmpty();
    }

    @Test
    void endsAConnectionWithItsToken() throws IOException {
        try (RawClient client = connected("d1")) {
            clock.forward(Duration.ofMinutes(61));
            assertThat(client.read()).isNull();
        }
        assertThat(count(CLOSED_EXPIRED)).isEqualTo(1);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(sink.story())
                                        .containsExactly("deviceConnected", "deviceDisconnected"));
    }

    @Test
    void endsAConnectionThatIsSilentForLongerThanItsKeepAlive() throws IOException {
        try (RawClient client = new RawClient(CERTIFICATES, endpoint.port())) {
            assertThat(client.connect(greeting("d1").keepAlive(1))).isZero();
            assertThat(client.read()).isNull();
        }
        assertThat(count(CLOSED_KEEP_ALIVE)).isEqualTo(1);
    }

    @Test
    void newestConnectionOfAnIdentityWinsAndTheEventsAreInOrder() throws IOException {
        try (RawClient first = connected("d1")) {
            first.publish(EVENTS, 1, 1, "a".getBytes(UTF_8));
            assertAcknowledged(first, 1);
            try (RawClient second = connected("d1")) {
                assertThat(first.read()).isNull();
                second.publish(EVENTS, 1, 1, "b".getBytes(UTF_8));
                assertAcknowledged(second, 1);
                assertThat(endpoint.connected()).containsExactly(DeviceIdentity.device("d1"));
                second.send(0xe0, new byte[0]);
                assertThat(second.read()).isNull();
            }
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(sink.story())
                                        .containsExactly(
                                                "deviceConnected",
                                                "a",
                                                "deviceDisconnected",
                                                "deviceConnected",
                                                "b",
                                                "deviceDisconnected"));
        assertThat(count(CLOSED_REPLACED)).isEqualTo(1);
        DeviceMessage event = sink.all().getFirst();
        assertThat(event.source()).isEqualTo("deviceConnectionStateEvents");
        assertThat(event.properties())
                .containsEntry("hubName", "hub")
                .containsEntry("deviceId", "d1")
                .containsEntry("iothub-message-schema", "deviceConnectionStateNotification")
                .containsEntry("operationTimestamp", "2026-03-01T12:00:00Z");
        assertThat(sink.all().stream().filter(m -> !m.source().equals("Telemetry")))
                .extracting(RecordingSink::text)
                .isSorted()
                .allMatch(text -> text.matches("\\{\"sequenceNumber\":\"[0-9A-F]+\"}"));
    }

    @Test
    void connectionsThatFightOverAnIdentityLeaveAnOrderlyStory() throws Exception {
        int rounds = 25;
        List<String> acknowledged = new CopyOnWriteArrayList<>();
        try (ExecutorService fighters = Executors.newFixedThreadPool(4)) {
            List<Callable<Void>> fights =
                    IntStream.range(0, 4)
                            .mapToObj(n -> (Callable<Void>) () -> fight(n, rounds, acknowledged))
                            .toList();
            for (Future<Void> fight : fighters.invokeAll(fights)) {
                fight.get();
            }
        }
        await().atMost(PATIENCE).until(() -> endpoint.connected().isEmpty());
        endpoint.close();
        assertThat(acknowledged).isNotEmpty();
        assertThat(sink.story()).containsAll(acknowledged);
        boolean connected = false;
        String speaker = "";
        for (String word : sink.story()) {
            if (word.startsWith("device")) {
                assertThat(word).isEqualTo(connected ? "deviceDisconnected" : "deviceConnected");
                connected = !connected;
                speaker = "";
            } else {
                String who = word.substring(0, word.lastIndexOf(' '));
                assertThat(connected).isTrue();
                assertThat(speaker).isIn("", who);
                speaker = who;
            }
        }
        assertThat(connected).isFalse();
    }

    private @Nullable Void fight(int fighter, int rounds, List<String> acknowledged) {
        for (int round = 0; round < rounds; round++) {
            try (RawClient client = new RawClient(CERTIFICATES, endpoint.port())) {
                boolean there = client.connect(greeting("d1")) == 0;
                for (int i = 1; there && i <= 20; i++) {
                    String word = fighter + "/" + round + " " + i;
                    client.publish(EVENTS, 1, i, word.getBytes(UTF_8));
                    there = client.read() != null;
                    if (there) {
                        acknowledged.add(word);
                    }
                }
            } catch (IOException e) {
                // Another fighter won while this one wrote.
                continue;
            }
        }
        return null;
    }

    @Test
    void aModuleAndItsDeviceAreConnectedAtTheSameTime() throws IOException {
        try (RawClient device = connected("d1");
                RawClient module = connected("d1/m1")) {
            assertThat(endpoint.connected()).hasSize(2);
            assertThat(endpoint.disconnect("d1")).isTrue();
            assertThat(device.read()).isNull();
            assertThat(module.read()).isNull();
        }
        assertThat(count(CLOSED_ON_REQUEST)).isEqualTo(2);
        assertThat(endpoint.disconnect("d9")).isFalse();
    }

    @Test
    void sendsTheWillOfADeviceThatBreaksOffAndNotOfOneThatTakesItsLeave() throws IOException {
        RawClient.Connect connect =
                greeting("d1").will("devices/d1/messages/events/k=v", "last words", 1);
        try (RawClient client = new RawClient(CERTIFICATES, endpoint.port())) {
            assertThat(client.connect(connect)).isZero();
            client.send(0xe0, new byte[0]);
            assertThat(client.read()).isNull();
        }
        try (RawClient client = new RawClient(CERTIFICATES, endpoint.port())) {
            assertThat(client.connect(connect)).isZero();
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(sink.story())
                                        .containsExactly(
                                                "deviceConnected",
                                                "deviceDisconnected",
                                                "deviceConnected",
                                                "last words",
                                                "deviceDisconnected"));
        assertThat(sink.telemetry().getFirst().properties())
                .isEqualTo(Map.of("k", "v", "iothub-MessageType", "Will"));
    }

    @Test
    void refusesAWillToAnotherDevice() throws IOException {
        try (RawClient client = new RawClient(CERTIFICATES, endpoint.port())) {
            assertThat(client.connect(greeting("d1").will("devices/d2/messages/events/", "x", 1)))
                    .isEqualTo(5);
        }
        assertThat(count(REFUSED_WILL)).isEqualTo(1);
    }

    @Test
    void grantsSubscriptionsToTheDevicesOwnTopics() throws IOException {
        try (RawClient client = connected("d1")) {
            assertThat(client.subscribe("devices/d1/messages/devicebound/#", 2)).isEqualTo(1);
            assertThat(client.subscribe("$iothub/methods/POST/#", 0)).isZero();
            assertThat(client.subscribe("devices/d2/messages/devicebound/#", 1)).isEqualTo(0x80);
            assertThat(client.subscribe("#", 1)).isEqualTo(0x80);
        }
        assertThat(count(SUBSCRIPTIONS_REFUSED)).isEqualTo(2);
    }

    @Test
    void answersTwinRequests() throws IOException {
        try (RawClient client = connected("d1")) {
            assertThat(client.subscribe("$iothub/twin/res/#", 0)).isZero();
            client.publish("$iothub/twin/GET/?$rid=a1", 0, 0, new byte[0]);
            assertAnswer(
                    client,
                    "$iothub/twin/res/200/?$rid=a1",
                    "{\"desired\":{\"$version\":1},\"reported\":{\"$version\":1}}");
            String patch = "$iothub/twin/PATCH/properties/reported/?$rid=";
            client.publish(patch + "2", 0, 0, "{\"a\":{\"b\":1,\"c\":2}}".getBytes(UTF_8));
            assertAnswer(client, "$iothub/twin/res/204/?$rid=2&$version=2", "");
            client.publish(patch + "3&$version=2", 0, 0, "{\"a\":{\"b\":null}}".getBytes(UTF_8));
            assertAnswer(client, "$iothub/twin/res/204/?$rid=3&$version=3", "");
            client.publish(patch + "4", 0, 0, "[1]".getBytes(UTF_8));
            assertAnswer(
                    client, "$iothub/twin/res/400/?$rid=4", "{\"message\":\"not a JSON object\"}");
            client.publish("$iothub/twin/GET/?$rid=5", 0, 0, new byte[0]);
            assertAnswer(
                    client,
                    "$iothub/twin/res/200/?$rid=5",
                    "{\"desired\":{\"$version\":1},\"reported\":{\"a\":{\"c\":2},\"$version\":3}}");
            client.publish("$iothub/methods/res/200/?$rid=9", 1, 4, "{}".getBytes(UTF_8));
            assertAcknowledged(client, 4);
        }
    }

    private static void assertAnswer(RawClient client, String topic, String body)
            throws IOException {
        RawClient.Packet packet = client.read();
        assertThat(packet).isNotNull();
        assertThat(packet.type()).isEqualTo(3);
        assertThat(packet.topic()).isEqualTo(topic);
        assertThat(packet.body()).isEqualTo(body);
    }

    private static void assertAcknowledged(RawClient client, int packetId) throws IOException {
        RawClient.Packet packet = client.read();
        assertThat(packet).isNotNull();
        assertThat(packet.type()).isEqualTo(4);
        assertThat(packet.packetId()).isEqualTo(packetId);
    }

    private RawClient connected(String clientId) throws IOException {
        RawClient client = new RawClient(CERTIFICATES, endpoint.port());
        assertThat(client.connect(greeting(clientId))).isZero();
        return client;
    }

    private int refused(String clientId, String user, String password) throws IOException {
        try (RawClient client = new RawClient(CERTIFICATES, endpoint.port())) {
            return client.connect(RawClient.Connect.of(clientId, userName(user), password));
        }
    }

    private RawClient.Connect greeting(String clientId) {
        return RawClient.Connect.of(clientId, userName(clientId), token(clientId));
    }

    private static String userName(String clientId) {
        return HOST + "/" + clientId + "/?api-version=2021-04-12&model-id=dtmi%3Ax%3APump%3B1";
    }

    private String token(String clientId) {
        DeviceIdentity identity = DeviceIdentity.ofClientId(clientId);
        return Sas.token(
                registry.deviceKey(identity),
                "HUB.example.com/" + identity.resource(),
                clock.instant().plus(Duration.ofHours(1)));
    }

    private long count(DeviceCounter counter) {
        return endpoint.counters().getOrDefault(counter, 0L);
    }
}
