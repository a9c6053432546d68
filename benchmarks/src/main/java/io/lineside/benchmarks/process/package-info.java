/**
 * Processes that a benchmark starts, and talks with line by line. A virtual thread for each process
 * reads its output.
 */
@NullMarked
package io.lineside.benchmarks.process;

import org.jspecify.annotations.NullMarked;
