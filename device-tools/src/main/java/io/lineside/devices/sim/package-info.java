/**
 * Simulated devices: what each reports is decided by its seed and the time since the start alone.
 * No I/O; a model belongs to one thread.
 */
@NullMarked
package io.lineside.devices.sim;

import org.jspecify.annotations.NullMarked;
