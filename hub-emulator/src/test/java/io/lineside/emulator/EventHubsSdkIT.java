package io.lineside.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.AmqpTransportType;
import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventDataBatch;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.PartitionProperties;
import com.azure.messaging.eventhubs.models.CreateBatchOptions;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import io.lineside.emulator.message.DeviceMessage;
import io.lineside.emulator.registry.DeviceRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;

/** The service side against Azure's own Event Hubs client. */
class EventHubsSdkIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void describesHubAndPartitions() throws Exception {
        try (HubEmulator hub = hub();
                EventHubConsumerClient client =
                        client(hub.connectionString()).buildConsumerClient()) {
            assertThat(client.getEventHubProperties().getName()).isEqualTo("lineside");
            assertThat(client.getPartitionIds()).containsExactly("0", "1");
            assertThat(client.getPartitionProperties("0").isEmpty()).isTrue();

            List<Long> sequences = send(hub, "device-a", 3);

            PartitionProperties properties = client.getPartitionProperties(partition(client));
            assertThat(properties.getLastEnqueuedSequenceNumber()).isEqualTo(sequences.getLast());
            assertThat(properties.getBeginningSequenceNumber()).isZero();
            assertThat(properties.getLastEnqueuedOffset()).isNotEqualTo("-1");
        }
    }

    @Test
    void carriesIotHubsSystemProperties() throws Exception {
        try (HubEmulator hub = hub();
                EventHubConsumerClient client =
                        client(hub.connectionString()).buildConsumerClient()) {
            hub.append(message("device-a", "{\"t\":1}"));
            EventData event = receive(client, EventPosition.earliest(), 1).getFirst().getData();

            assertThat(event.getBodyAsString()).isEqualTo("{\"t\":1}");
            assertThat(event.getSystemProperties())
                    .containsEntry("iothub-connection-device-id", "device-a")
                    .containsEntry("iothub-message-source", "Telemetry")
                    .containsKey("iothub-enqueuedtime");
            assertThat(event.getProperties()).containsEntry("colour", "red");
            assertThat(event.getContentType()).isEqualTo("application/json");
            assertThat(event.getOffsetString()).isEqualTo("0");
        }
    }

    @Test
    void aConsumerGroupThatIsNotThereIsNotFound() throws Exception {
        try (HubEmulator hub =
                        HubEmulator.builder().mqttPort(0).consumerGroups("lineside").start();
                EventHubConsumerAsyncClient there =
                        client(hub.connectionString())
                                .consumerGroup("LineSide")
                                .buildAsyncConsumerClient();
                EventHubConsumerAsyncClient missing =
                        client(hub.connectionString())
                                .consumerGroup("other")
                                .buildAsyncConsumerClient()) {
            assertThat(
                            there.receiveFromPartition("0", EventPosition.latest())
                                    .take(Duration.ofSeconds(2))
                                    .blockFirst(PATIENCE))
                    .isNull();
            assertThatThrownBy(
                            () ->
                                    missing.receiveFromPartition("0", EventPosition.latest())
                                            .blockFirst(PATIENCE))
                    .hasMessageContaining("could not be found")
                    .satisfies(
                            e ->
                                    assertThat(((AmqpException) e).getErrorCondition())
                                            .isEqualTo(AmqpErrorCondition.NOT_FOUND));
        }
    }

    @Test
    void beginsWhereTheReaderAsks() throws Exception {
        try (HubEmulator hub = hub();
                EventHubConsumerClient client =
                        client(hub.connectionString()).buildConsumerClient()) {
            send(hub, "device-a", 5);
            List<PartitionEvent> all = receive(client, EventPosition.earliest(), 5);
            EventData third = all.get(2).getData();

            assertThat(sequences(receive(client, EventPosition.fromSequenceNumber(2), 2)))
                    .containsExactly(3L, 4L);
            assertThat(sequences(receive(client, EventPosition.fromSequenceNumber(2, true), 3)))
                    .containsExactly(2L, 3L, 4L);
            assertThat(
                            sequences(
                                    receive(
                                            client,
                                            EventPosition.fromOffsetString(third.getOffsetString()),
                                            2)))
                    .containsExactly(3L, 4L);
            assertThat(sequences(receive(client, EventPosition.fromEnqueuedTime(Instant.EPOCH), 5)))
                    .hasSize(5);
        }
    }

    @Test
    void givesALatestReaderWhatComesAfterIt() throws Exception {
        try (HubEmulator hub = hub();
                EventHubConsumerAsyncClient client =
                        client(hub.connectionString()).buildAsyncConsumerClient()) {
            send(hub, "device-a", 3);
            String partition = partitionOf(hub);
            List<Long> received = new CopyOnWriteArrayList<>();
            Disposable reading =
                    client.receiveFromPartition(partition, EventPosition.latest())
                            .subscribe(event -> received.add(event.getData().getSequenceNumber()));
            await().atMost(PATIENCE)
                    .until(
                            () -> {
                                send(hub, "device-a", 1);
                                return !received.isEmpty();
                            });
            reading.dispose();
            assertThat(received.getFirst()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void deliversABacklogInOrder() throws Exception {
        int count = 20_000;
        try (HubEmulator hub = hub();
                EventHubConsumerAsyncClient client =
                        client(hub.connectionString()).buildAsyncConsumerClient()) {
            send(hub, "device-a", count);
            List<Long> received = new CopyOnWriteArrayList<>();
            List<Long> buffer = java.util.Collections.synchronizedList(new ArrayList<>(count));
            Disposable reading =
                    client.receiveFromPartition(partitionOf(hub), EventPosition.earliest())
                            .subscribe(event -> buffer.add(event.getData().getSequenceNumber()));
            await().atMost(PATIENCE).until(() -> buffer.size() == count);
            reading.dispose();
            received.addAll(buffer);
            assertThat(received)
                    .isEqualTo(IntStream.range(0, count).mapToObj(Long::valueOf).toList());
        }
    }

    @Test
    void letsAHigherEpochTakeAPartitionOver() throws Exception {
        try (HubEmulator hub = hub();
                EventHubConsumerAsyncClient first =
                        client(hub.connectionString()).buildAsyncConsumerClient();
                EventHubConsumerAsyncClient second =
                        client(hub.connectionString()).buildAsyncConsumerClient()) {
            String partition = partitionOf(hub);
            List<Long> one = new CopyOnWriteArrayList<>();
            List<Long> two = new CopyOnWriteArrayList<>();
            AtomicReference<@Nullable Throwable> evicted = new AtomicReference<>();
            Disposable reading =
                    first.receiveFromPartition(
                                    partition,
                                    EventPosition.earliest(),
                                    new ReceiveOptions().setOwnerLevel(1L))
                            .subscribe(
                                    event -> one.add(event.getData().getSequenceNumber()),
                                    evicted::set);
            send(hub, "device-a", 1);
            await().atMost(PATIENCE).until(() -> one.size() >= 1);
            Disposable taking =
                    second.receiveFromPartition(
                                    partition,
                                    EventPosition.earliest(),
                                    new ReceiveOptions().setOwnerLevel(2L))
                            .subscribe(event -> two.add(event.getData().getSequenceNumber()));

            await().atMost(PATIENCE).until(() -> evicted.get() != null && !two.isEmpty());
            assertThat(String.valueOf(evicted.get())).contains("epoch 2");
            reading.dispose();
            taking.dispose();
        }
    }

    @Test
    void keepsAnIdleConnectionAlive() throws Exception {
        try (HubEmulator hub =
                        HubEmulator.builder()
                                .mqttPort(0)
                                .partitions(2)
                                .idleTimeout(Duration.ofSeconds(2))
                                .start();
                EventHubConsumerAsyncClient client =
                        client(hub.connectionString()).buildAsyncConsumerClient()) {
            List<Long> received = new CopyOnWriteArrayList<>();
            List<Throwable> errors = new CopyOnWriteArrayList<>();
            Disposable reading =
                    client.receiveFromPartition(partitionOf(hub), EventPosition.earliest())
                            .subscribe(
                                    event -> received.add(event.getData().getSequenceNumber()),
                                    errors::add);
            send(hub, "device-a", 1);
            await().atMost(PATIENCE).until(() -> received.size() == 1);
            long start = System.nanoTime();
            await().atMost(PATIENCE)
                    .until(() -> System.nanoTime() - start > Duration.ofSeconds(5).toNanos());
            send(hub, "device-a", 1);
            await().atMost(PATIENCE).until(() -> received.size() == 2);
            assertThat(errors).isEmpty();
            reading.dispose();
        }
    }

    @Test
    void takesWhatAProducerSends() throws Exception {
        try (HubEmulator hub = hub();
                EventHubProducerClient producer =
                        client(hub.connectionString()).buildProducerClient();
                EventHubConsumerClient client =
                        client(hub.connectionString()).buildConsumerClient()) {
            EventDataBatch batch = producer.createBatch();
            for (int i = 0; i < 3; i++) {
                EventData event = new EventData("e" + i);
                event.getProperties().put("n", i);
                assertThat(batch.tryAdd(event)).isTrue();
            }
            producer.send(batch);

            List<String> bodies = new ArrayList<>();
            for (String partition : client.getPartitionIds()) {
                client.receiveFromPartition(
                                partition, 3, EventPosition.earliest(), Duration.ofSeconds(3))
                        .forEach(event -> bodies.add(event.getData().getBodyAsString()));
            }
            assertThat(bodies).containsExactly("e0", "e1", "e2");
        }
    }

    @Test
    void hasItsMessagesStillAfterARestart(@TempDir Path directory) throws Exception {
        String key;
        try (HubEmulator hub =
                HubEmulator.builder().mqttPort(0).partitions(2).dataDirectory(directory).start()) {
            send(hub, "device-a", 5);
            key = hub.deviceConnectionString("device-a");
        }
        try (HubEmulator hub =
                        HubEmulator.builder()
                                .mqttPort(0)
                                .partitions(2)
                                .dataDirectory(directory)
                                .start();
                EventHubConsumerClient client =
                        client(hub.connectionString()).buildConsumerClient()) {
            send(hub, "device-a", 1);
            assertThat(sequences(receive(client, EventPosition.earliest(), 6)))
                    .containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
            assertThat(hub.deviceConnectionString("device-a")).isEqualTo(key);
        }
    }

    @Test
    void endsAReadersLinkWhenTheConnectionIsCutAndServesTheNextOne() throws Exception {
        try (HubEmulator hub = hub();
                EventHubConsumerAsyncClient client =
                        client(hub.connectionString()).buildAsyncConsumerClient()) {
            String partition = partitionOf(hub);
            List<Long> received = new CopyOnWriteArrayList<>();
            AtomicBoolean ended = new AtomicBoolean();
            Disposable reading =
                    client.receiveFromPartition(partition, EventPosition.earliest())
                            .doFinally(signal -> ended.set(true))
                            .subscribe(
                                    event -> received.add(event.getData().getSequenceNumber()),
                                    lost -> {});
            send(hub, "device-a", 1);
            await().atMost(PATIENCE).until(() -> received.size() == 1);

            hub.cutServiceConnections();
            await().atMost(PATIENCE).untilTrue(ended);
            send(hub, "device-a", 1);
            Disposable again =
                    client.receiveFromPartition(partition, EventPosition.fromSequenceNumber(0))
                            .subscribe(event -> received.add(event.getData().getSequenceNumber()));

            await().atMost(PATIENCE).until(() -> received.equals(List.of(0L, 1L)));
            reading.dispose();
            again.dispose();
        }
    }

    @Test
    void checksTokensBehindTls() throws Exception {
        SSLContext before = SSLContext.getDefault();
        try (HubEmulator hub = hub()) {
            SSLContext.setDefault(hub.certificates().clientContext());
            send(hub, "device-a", 2);
            try (EventHubConsumerClient client =
                    client(hub.tlsConnectionString()).buildConsumerClient()) {
                assertThat(sequences(receive(client, EventPosition.earliest(), 2)))
                        .containsExactly(0L, 1L);
            }
            String forged =
                    hub.tlsConnectionString()
                            .replaceFirst(
                                    "SharedAccessKey=.*",
                                    "SharedAccessKey=" + DeviceRegistry.randomKey());
            try (EventHubConsumerClient client = client(forged).buildConsumerClient()) {
                assertThatThrownBy(client::getEventHubProperties)
                        .isInstanceOf(AmqpException.class)
                        .hasMessageContaining("not signed with the key");
            }
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void carriesTheSameOverWebSockets() throws Exception {
        SSLContext before = SSLContext.getDefault();
        try (HubEmulator hub = hub()) {
            SSLContext.setDefault(hub.certificates().clientContext());
            // More than a frame's worth in both directions.
            send(hub, "device-a", 200);
            try (EventHubConsumerClient client =
                            client(hub.webSocketConnectionString())
                                    .transportType(AmqpTransportType.AMQP_WEB_SOCKETS)
                                    .buildConsumerClient();
                    EventHubProducerClient producer =
                            client(hub.webSocketConnectionString())
                                    .transportType(AmqpTransportType.AMQP_WEB_SOCKETS)
                                    .buildProducerClient()) {
                String partition = partition(client);
                assertThat(receive(client, EventPosition.earliest(), 200)).hasSize(200);
                EventDataBatch batch =
                        producer.createBatch(new CreateBatchOptions().setPartitionId(partition));
                assertThat(batch.tryAdd(new EventData("x".repeat(60_000)))).isTrue();
                producer.send(batch);
                assertThat(
                                receive(client, EventPosition.fromSequenceNumber(199), 1)
                                        .getFirst()
                                        .getData()
                                        .getBodyAsString())
                        .hasSize(60_000);
            }
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void theHttpsPortAnswersOthersWithItsTime() throws Exception {
        try (HubEmulator hub = hub();
                HttpClient http =
                        HttpClient.newBuilder()
                                .sslContext(hub.certificates().clientContext())
                                .build()) {
            HttpResponse<Void> answer =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "https://127.0.0.1:"
                                                            + hub.webSocketPort()
                                                            + "/"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Date")).isPresent();
        }
    }

    @Test
    void isClosedOnceHoweverOftenItIsAskedTo() throws Exception {
        HubEmulator hub = hub();
        int port = hub.webSocketPort();
        hub.close();
        hub.close();
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(free.isBound()).isTrue();
        }
    }

    private static HubEmulator hub() throws Exception {
        return HubEmulator.builder().mqttPort(0).partitions(2).start();
    }

    private static EventHubClientBuilder client(String connectionString) {
        return new EventHubClientBuilder()
                .connectionString(connectionString, "lineside")
                .retryOptions(
                        new AmqpRetryOptions()
                                .setDelay(Duration.ofMillis(200))
                                .setTryTimeout(Duration.ofSeconds(10))
                                .setMaxRetries(2))
                .consumerGroup(EventHubClientBuilder.DEFAULT_CONSUMER_GROUP_NAME);
    }

    private static List<Long> send(HubEmulator hub, String device, int count) throws Exception {
        List<Long> sequences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sequences.add(hub.append(message(device, "{\"t\":" + i + "}")));
        }
        return sequences;
    }

    private static String partitionOf(HubEmulator hub) throws Exception {
        try (HubEmulator probe = hub();
                EventHubConsumerClient client =
                        client(probe.connectionString()).buildConsumerClient()) {
            probe.append(message("device-a", "{}"));
            return partition(client);
        }
    }

    private static String partition(EventHubConsumerClient client) {
        return client.getPartitionIds().stream()
                .filter(id -> !client.getPartitionProperties(id).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static List<PartitionEvent> receive(
            EventHubConsumerClient client, EventPosition from, int count) {
        List<PartitionEvent> events = new ArrayList<>();
        client.receiveFromPartition(partition(client), count, from, Duration.ofSeconds(10))
                .forEach(events::add);
        return events;
    }

    private static List<Long> sequences(List<PartitionEvent> events) {
        return events.stream().map(event -> event.getData().getSequenceNumber()).toList();
    }

    private static DeviceMessage message(String device, String body) {
        return new DeviceMessage(
                device,
                null,
                body.getBytes(StandardCharsets.UTF_8),
                null,
                null,
                null,
                "application/json",
                "utf-8",
                null,
                Map.of("colour", "red"),
                "{}",
                "Telemetry",
                null,
                null,
                null);
    }
}
