/**
 * What the device side hands over to the log: one message of one device, and where it is put.
 * Immutable values; a sink may be called from several threads.
 */
@NullMarked
package io.lineside.emulator.message;

import org.jspecify.annotations.NullMarked;
