/**
 * WebSocket frames by hand, for clients that must cost less than what they measure. Any thread; a
 * socket belongs to one.
 */
@NullMarked
package io.lineside.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
