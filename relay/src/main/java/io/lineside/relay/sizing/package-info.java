/**
 * {@code ./lineside sizing}: how much the relay sends to a plant's operators, and how much of Azure
 * SignalR Service would carry that. Arithmetic on the plant model and on the wire's own encoding;
 * one thread, no network.
 */
@NullMarked
package io.lineside.relay.sizing;

import org.jspecify.annotations.NullMarked;
