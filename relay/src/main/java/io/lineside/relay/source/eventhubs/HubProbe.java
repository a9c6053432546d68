package io.lineside.relay.source.eventhubs;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.PartitionProperties;
import com.azure.messaging.eventhubs.models.EventPosition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks the hub how far its partitions go, on a connection of its own: while no telemetry comes, the
 * answer is the only proof that there is a hub. For the watching thread alone.
 */
final class HubProbe implements AutoCloseable {

    // Connecting with TLS and a token takes longer than one question on an open link.
    private static final Duration CONNECT = Duration.ofSeconds(10);
    // A refusal comes with the answer to the attach; nothing reports that a receiver was accepted.
    private static final Duration REFUSAL = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofMillis(2_500);

    private final HubClients clients;
    private @Nullable EventHubConsumerAsyncClient client;
    private List<String> partitions = List.of();

    HubProbe(HubClients clients) {
        this.clients = clients;
    }

    /**
     * Every partition's properties.
     *
     * @throws RuntimeException when the hub does not answer in time
     */
    Map<String, HubPartition> ask() {
        EventHubConsumerAsyncClient asked = client;
        if (asked == null) {
            asked = clients.asking();
            client = asked;
            partitions =
                    Objects.requireNonNull(asked.getPartitionIds().collectList().block(CONNECT));
        }
        EventHubConsumerAsyncClient open = asked;
        return Objects.requireNonNull(
                Flux.fromIterable(partitions)
                        .flatMap(open::getPartitionProperties)
                        .map(HubProbe::described)
                        .collectMap(HubPartition::id)
                        .block(ANSWER));
    }

    /**
     * Whether the hub has the consumer group: attaches a receiver for a moment, without an epoch,
     * so that a relay that reads is not disturbed.
     *
     * @throws RuntimeException when the hub does not let the relay read for another reason
     */
    boolean hasConsumerGroup() {
        Map<String, HubPartition> all = ask();
        String first = all.keySet().iterator().next();
        try {
            return Boolean.TRUE.equals(
                    Objects.requireNonNull(client)
                            .receiveFromPartition(first, EventPosition.latest())
                            .take(REFUSAL)
                            .then(Mono.just(true))
                            .block(CONNECT));
        } catch (AmqpException e) {
            AmqpErrorCondition condition = e.getErrorCondition();
            if (condition == AmqpErrorCondition.NOT_FOUND) {
                return false;
            }
            if (condition == AmqpErrorCondition.LINK_STOLEN
                    || condition == AmqpErrorCondition.RESOURCE_LIMIT_EXCEEDED) {
                // Other receivers read with the consumer group, so it exists.
                return true;
            }
            throw e;
        }
    }

    private static HubPartition described(PartitionProperties partition) {
        return new HubPartition(
                partition.getId(),
                partition.getBeginningSequenceNumber(),
                partition.getLastEnqueuedSequenceNumber(),
                partition.getLastEnqueuedTime(),
                partition.isEmpty());
    }

    /** Closes the connection; the next question opens a new one. */
    @Override
    public void close() {
        EventHubConsumerAsyncClient old = client;
        client = null;
        if (old != null) {
            // On a thread of its own, since closing waits for an answer of a hub that may be gone.
            Thread unused = Thread.ofVirtual().name("source-close").start(old::close);
        }
    }
}
