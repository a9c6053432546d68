/**
 * Flat JSON, Lineside's own payload: docs/ARCHITECTURE.md describes it. Runs on the threads that
 * read the partitions; no state between messages.
 */
@NullMarked
package io.lineside.relay.decode.json;

import org.jspecify.annotations.NullMarked;
