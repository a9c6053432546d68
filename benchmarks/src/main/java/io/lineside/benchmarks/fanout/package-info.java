/**
 * What a broadcast to many clients costs, beside the reference server and raw Jetty. Runs on the
 * main thread of its command, which starts and stops the servers.
 */
@NullMarked
package io.lineside.benchmarks.fanout;

import org.jspecify.annotations.NullMarked;
