/**
 * {@code ./lineside sizing}: how much a plant sends its operators, and what of Azure SignalR
 * Service would carry it. Arithmetic on the plant model and on the wire's own encoding; one thread,
 * no network.
 */
@NullMarked
package io.lineside.relay.sizing;

import org.jspecify.annotations.NullMarked;
