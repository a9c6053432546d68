/**
 * The port through which telemetry comes in. What implements it knows its hub; nothing else does.
 */
@NullMarked
package io.lineside.relay.ingest;

import org.jspecify.annotations.NullMarked;
