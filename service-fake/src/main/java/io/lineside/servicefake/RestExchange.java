package io.lineside.servicefake;

import java.time.Instant;

/**
 * One call of the data plane and what became of it.
 *
 * @param at when the call was answered
 * @param status of the answer; 0 when the connection was reset instead
 * @param delivered whether the call was carried out
 */
public record RestExchange(Instant at, RestRequest request, int status, boolean delivered) {}
