/**
 * The relay under a service manager: reports to systemd that the relay is ready, its state, that it
 * stops, and that it still makes progress. One thread, {@code relay-service}; while the relay
 * starts, {@code relay-starting}.
 */
@NullMarked
package io.lineside.relay.service;

import org.jspecify.annotations.NullMarked;
