/**
 * The port to what outlives the relay: positions, alarms with their journal, latest values and
 * totals. A {@link io.lineside.core.store.Batch} is one transaction. Written by the engine thread
 * alone; the journal is read on any thread.
 */
@NullMarked
package io.lineside.core.store;

import org.jspecify.annotations.NullMarked;
