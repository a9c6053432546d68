/**
 * Measurements of whole processes, each beside what it is compared with in the same run. Everything
 * here runs on the main thread of its command, which starts and stops the processes it measures.
 */
@NullMarked
package io.lineside.benchmarks;

import org.jspecify.annotations.NullMarked;
