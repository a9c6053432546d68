/**
 * What a device reports: signals, values, quality, samples. Immutable values, safe on any thread;
 * no I/O.
 */
@NullMarked
package io.lineside.model.telemetry;

import org.jspecify.annotations.NullMarked;
