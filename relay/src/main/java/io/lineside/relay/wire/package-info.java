/**
 * JSON of the wire messages, written with Jackson's streaming API. Pure functions; safe on any
 * thread.
 */
@NullMarked
package io.lineside.relay.wire;

import org.jspecify.annotations.NullMarked;
