/**
 * The port through which telemetry comes in: {@link io.lineside.core.source.EventSource} delivers
 * messages as the hub had them, a {@link io.lineside.core.source.Decoder} turns each into samples.
 * What implements them knows its hub and its payloads; nothing else does. Both run on the source's
 * own threads, one at a time for a partition.
 */
@NullMarked
package io.lineside.core.source;

import org.jspecify.annotations.NullMarked;
