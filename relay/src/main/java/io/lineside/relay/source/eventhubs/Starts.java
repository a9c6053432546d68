package io.lineside.relay.source.eventhubs;

import com.azure.messaging.eventhubs.models.EventPosition;
import io.lineside.core.source.SourceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Where reading of a partition begins: after the newest message read, or some minutes ago when none
 * was ever read.
 */
final class Starts {

    private final Progress progress;
    private final Instant first;

    /** {@code first}: the enqueued time from which a first start reads. */
    Starts(Progress progress, Instant first) {
        this.progress = progress;
        this.first = first;
    }

    /**
     * Compares what was read with what the hub has, moves each partition for which the two do not
     * meet, and returns the moves.
     */
    List<SourceEvent> align(Collection<HubPartition> found) {
        List<SourceEvent> moves = new ArrayList<>();
        for (HubPartition partition : found) {
            String id = partition.id();
            long last = partition.last();
            Long read = progress.handedOn(id);
            if (read == null) {
                boolean nothing = partition.empty() || last < 0;
                if (nothing || partition.lastTime().isBefore(first)) {
                    moves.add(move(id, Math.max(last, -1), 0, false));
                }
            } else if (read > last) {
                moves.add(move(id, -1, 0, true));
            } else if (partition.empty() && read < last) {
                moves.add(move(id, last, last - read, false));
            } else if (!partition.empty() && read + 1 < partition.first()) {
                long before = partition.first() - 1;
                moves.add(move(id, before, before - read, false));
            }
        }
        return moves;
    }

    /** Where a receiver of the partition has to begin now. */
    EventPosition position(String partition) {
        Long read = progress.handedOn(partition);
        if (read == null) {
            return EventPosition.fromEnqueuedTime(first);
        }
        return read < 0 ? EventPosition.earliest() : EventPosition.fromSequenceNumber(read);
    }

    private SourceEvent move(String id, long to, long missing, boolean restarted) {
        progress.reset(id, to);
        return new SourceEvent.Moved(id, to, missing, restarted);
    }
}
