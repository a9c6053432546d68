/**
 * What a relay and the hub emulator cost that have nothing to do: CPU, bytes to and from the hub,
 * and management calls. The main thread starts both as processes of their own; threads {@code
 * bench-proxy…} count what goes between them.
 */
@NullMarked
package io.lineside.benchmarks.quiet;

import org.jspecify.annotations.NullMarked;
