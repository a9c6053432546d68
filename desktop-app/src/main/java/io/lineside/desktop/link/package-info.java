/**
 * The stream from the relay: it reconnects by itself, notices every loss, recovers, and states
 * honestly how live it is. One thread, {@code link}, owns all of its state; the threads of the
 * SignalR client and of the HTTP client only fill its inbox, without waiting. No JavaFX.
 */
@NullMarked
package io.lineside.desktop.link;

import org.jspecify.annotations.NullMarked;
