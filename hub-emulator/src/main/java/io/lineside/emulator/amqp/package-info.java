/**
 * The hub's service side: AMQP 1.0 as Event Hubs clients speak it. A connection's engine and all
 * its links live on that connection's event loop ({@code amqp-loop-N}); appends elsewhere only wake
 * it.
 */
@NullMarked
package io.lineside.emulator.amqp;

import org.jspecify.annotations.NullMarked;
