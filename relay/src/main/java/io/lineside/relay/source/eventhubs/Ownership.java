package io.lineside.relay.source.eventhubs;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.PartitionOwnership;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Which partitions the processor owns, in memory: one relay is active per plant, and a stored
 * ownership would block a restart until it expires. Positions are not kept here: the engine stores
 * them in one transaction with what was read.
 */
final class Ownership implements CheckpointStore {

    private final Map<String, PartitionOwnership> owned = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private volatile boolean closed;

    Ownership(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * From now on nothing is owned or claimed, and no call is answered: Azure's processor (5.21.3)
     * goes on claiming after it has been stopped, and would take the partitions from its successor
     * for ever. An error as the answer would only make the processor ask again at once.
     */
    void close() {
        closed = true;
        owned.clear();
    }

    /** Gives up a partition that is not read any more, so that it is claimed again at once. */
    void release(String partition) {
        owned.remove(partition);
    }

    /**
     * The partitions owned at the time of each subscription. The processor repeats one list until
     * nothing is left to claim: a list with fixed content would never show the claims made since,
     * and the processor would claim again and again without a pause.
     */
    @Override
    public Flux<PartitionOwnership> listOwnership(
            String namespace, String eventHub, String consumerGroup) {
        return Flux.defer(
                () -> closed ? Flux.never() : Flux.fromIterable(List.copyOf(owned.values())));
    }

    @Override
    public Flux<PartitionOwnership> claimOwnership(List<PartitionOwnership> requested) {
        return Flux.defer(() -> closed ? Flux.never() : Flux.fromIterable(claim(requested)));
    }

    private List<PartitionOwnership> claim(List<PartitionOwnership> requested) {
        List<PartitionOwnership> claimed = new ArrayList<>();
        for (PartitionOwnership ownership : requested) {
            ownership
                    .setETag(UUID.randomUUID().toString())
                    .setLastModifiedTime(clock.instant().toEpochMilli());
            if (ownership.getOwnerId().isEmpty()) {
                owned.remove(ownership.getPartitionId());
            } else {
                owned.put(ownership.getPartitionId(), ownership);
            }
            claimed.add(ownership);
        }
        return claimed;
    }

    @Override
    public Flux<Checkpoint> listCheckpoints(
            String namespace, String eventHub, String consumerGroup) {
        return Flux.empty();
    }

    @Override
    public Mono<Void> updateCheckpoint(Checkpoint checkpoint) {
        return Mono.empty();
    }
}
