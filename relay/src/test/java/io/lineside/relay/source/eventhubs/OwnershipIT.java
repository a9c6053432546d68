package io.lineside.relay.source.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.EventProcessorClient;
import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.EventContext;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionOwnership;
import io.lineside.emulator.HubEmulator;
import io.lineside.emulator.message.DeviceMessage;
import io.lineside.relay.config.RelayConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Azure's own processor with this ownership, against the emulator. */
class OwnershipIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final HubEmulator hub;

    OwnershipIT() throws IOException {
        long unique = ProcessHandle.current().pid() * 31 + System.nanoTime() / 1_000;
        hub =
                HubEmulator.builder()
                        .host("127.41.%d.%d".formatted(unique / 250 % 250, unique % 250 + 1))
                        .mqttPort(0)
                        .partitions(4)
                        .start();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aProcessorThatOwnsAllPartitionsClaimsThemOnceASecondAndLeavesTheHubAlone() {
        Ownership ownership = new Ownership(Clock.systemUTC());
        CountingStore store = new CountingStore(ownership);
        Set<String> open = ConcurrentHashMap.newKeySet();
        EventProcessorClient processor = processor(store, ownership, open, _ -> {});
        processor.start();
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> open.size() == hub.partitions());
            long claims = store.claims.get();
            long calls = hub.managementCalls();
            long most = 3 * WINDOW.toSeconds();
            // A hub in the cloud throttles a client that asks more often than some tens of
            // times a second.
            Awaitility.await()
                    .during(WINDOW)
                    .atMost(WINDOW.plusSeconds(2))
                    .untilAsserted(
                            () -> {
                                assertThat(store.claims.get() - claims).isLessThanOrEqualTo(most);
                                assertThat(hub.managementCalls() - calls).isLessThanOrEqualTo(most);
                            });
            // The processor keeps its partitions by claiming them again.
            assertThat(store.claims.get() - claims).isGreaterThan(WINDOW.toSeconds() / 2);
            assertThat(open).hasSize(hub.partitions());
        } finally {
            processor.stop();
        }
    }

    @Test
    void aPartitionWhoseReadingFailedIsReadAgain() throws Exception {
        Ownership ownership = new Ownership(Clock.systemUTC());
        Set<String> open = ConcurrentHashMap.newKeySet();
        AtomicLong given = new AtomicLong();
        EventProcessorClient processor =
                processor(
                        ownership,
                        ownership,
                        open,
                        _ -> {
                            if (given.incrementAndGet() == 1) {
                                throw new IllegalStateException("the first message fails");
                            }
                        });
        processor.start();
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> open.size() == hub.partitions());
            hub.append(message());
            Awaitility.await().atMost(PATIENCE).until(() -> given.get() == 2);
            assertThat(open).hasSize(hub.partitions());
        } finally {
            processor.stop();
        }
    }

    private static DeviceMessage message() {
        return new DeviceMessage(
                "reactor-1",
                null,
                new byte[] {'{', '}'},
                null,
                null,
                null,
                "application/json",
                "utf-8",
                null,
                Map.of(),
                "{}",
                "Telemetry",
                null,
                null,
                null);
    }

    private EventProcessorClient processor(
            CheckpointStore store,
            Ownership ownership,
            Set<String> open,
            Consumer<EventContext> onEvent) {
        return clients()
                .reading()
                .checkpointStore(store)
                .initialPartitionEventPosition(_ -> EventPosition.earliest())
                .processPartitionInitialization(
                        opened -> open.add(opened.getPartitionContext().getPartitionId()))
                .processPartitionClose(
                        closed -> {
                            String partition = closed.getPartitionContext().getPartitionId();
                            ownership.release(partition);
                            open.remove(partition);
                        })
                .processEvent(onEvent)
                .processError(_ -> {})
                .buildEventProcessorClient();
    }

    private HubClients clients() {
        return new HubClients(
                new RelayConfig.Source(
                        hub.connectionString(),
                        hub.eventHub(),
                        "$Default",
                        Duration.ofMinutes(10),
                        null));
    }

    /** Counts the claims, each for one or more partitions. */
    private static final class CountingStore implements CheckpointStore {

        private final CheckpointStore store;
        private final AtomicLong claims = new AtomicLong();

        CountingStore(CheckpointStore store) {
            this.store = store;
        }

        @Override
        public Flux<PartitionOwnership> listOwnership(
                String namespace, String eventHub, String consumerGroup) {
            return store.listOwnership(namespace, eventHub, consumerGroup);
        }

        @Override
        public Flux<PartitionOwnership> claimOwnership(List<PartitionOwnership> requested) {
            claims.incrementAndGet();
            return store.claimOwnership(requested);
        }

        @Override
        public Flux<Checkpoint> listCheckpoints(
                String namespace, String eventHub, String consumerGroup) {
            return store.listCheckpoints(namespace, eventHub, consumerGroup);
        }

        @Override
        public Mono<Void> updateCheckpoint(Checkpoint checkpoint) {
            return store.updateCheckpoint(checkpoint);
        }
    }
}
