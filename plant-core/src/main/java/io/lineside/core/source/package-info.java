/**
 * The port through which telemetry comes in: {@link io.lineside.core.source.EventSource} delivers
 * messages as the hub had them, a {@link io.lineside.core.source.Decoder} turns each into samples.
 * Only the implementations know a hub and its payloads. Both ports run on the source's own threads,
 * one at a time for a partition.
 */
@NullMarked
package io.lineside.core.source;

import org.jspecify.annotations.NullMarked;
