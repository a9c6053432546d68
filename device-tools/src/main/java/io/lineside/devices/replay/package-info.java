/**
 * CSV files as readings: each row is sent or rejected, and counted. Streaming; a reader belongs to
 * one thread.
 */
@NullMarked
package io.lineside.devices.replay;

import org.jspecify.annotations.NullMarked;
