package io.lineside.wire;

import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/delivery}: how the service between the relay and its clients does. Asked over
 * HTTP by a client that hears nothing, to tell a dead service from a dead relay.
 *
 * @param state {@link DeliveryState#WORKING} too where the relay's own hub carries the messages
 * @param since when it began, the relay's clock, epoch milliseconds; 0 for always
 * @param reason one sentence; null while it works
 */
public record Delivery(DeliveryState state, long since, @Nullable String reason) {}
