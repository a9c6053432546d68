package io.lineside.wire;

import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/delivery}: the state of the service between the relay and its clients. A client
 * that receives nothing asks for it over HTTP, to distinguish a dead service from a dead relay.
 *
 * @param state {@link DeliveryState#WORKING} too where the relay's own hub carries the messages
 * @param since when the state began, by the relay's clock, epoch milliseconds; 0 for always
 * @param reason one sentence; null while the service works
 */
public record Delivery(DeliveryState state, long since, @Nullable String reason) {}
