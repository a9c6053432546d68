package io.lineside.emulator.log;

import java.time.Instant;

/**
 * An event as it stands in a partition.
 *
 * @param sequence its number in the partition, from 0
 * @param offset bytes of the partition before it; Event Hubs gives it to clients as a text
 * @param enqueued when the hub took it
 * @param message the encoded AMQP message; not to be changed
 */
public record LoggedEvent(long sequence, long offset, Instant enqueued, byte[] message) {}
