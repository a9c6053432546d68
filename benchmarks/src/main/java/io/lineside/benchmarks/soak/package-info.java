/**
 * Clients that come, go, fall silent and reconnect at random, and what they leave behind. Each
 * client has a thread of its own; the main thread watches.
 */
@NullMarked
package io.lineside.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
