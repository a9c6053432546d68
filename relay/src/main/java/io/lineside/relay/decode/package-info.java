/**
 * From a message's bytes to samples, or to the reason why not. Runs on the threads that read the
 * partitions; no state.
 */
@NullMarked
package io.lineside.relay.decode;

import org.jspecify.annotations.NullMarked;
