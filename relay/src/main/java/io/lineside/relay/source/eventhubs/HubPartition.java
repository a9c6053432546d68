package io.lineside.relay.source.eventhubs;

import java.time.Instant;

/**
 * A partition as the hub describes it.
 *
 * @param first the sequence number of the oldest message that the partition still has
 * @param last the sequence number of the newest message that the partition ever had, -1 for none
 * @param lastTime when the partition took its newest message
 * @param empty whether the partition has no message now
 */
record HubPartition(String id, long first, long last, Instant lastTime, boolean empty) {}
