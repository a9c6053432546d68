/**
 * The connection to the relay: it comes back by itself, notices every loss, recovers, and says
 * honestly how live it is. One thread, {@code link}, owns all of its state; the SignalR client's
 * and the HTTP client's threads only hand over, without waiting. No JavaFX.
 */
@NullMarked
package io.lineside.desktop.link;

import org.jspecify.annotations.NullMarked;
