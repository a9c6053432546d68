package io.lineside.relay.source.eventhubs;

import java.time.Instant;

/**
 * A partition as the hub describes it.
 *
 * @param first the oldest message it still has
 * @param last the newest it ever had, -1 for none
 * @param lastTime when it took that one
 * @param empty whether it has none now
 */
record HubPartition(String id, long first, long last, Instant lastTime, boolean empty) {}
