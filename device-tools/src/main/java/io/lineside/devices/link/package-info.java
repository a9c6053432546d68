/**
 * One device's connection to the hub through Azure's device SDK: at least once, in order, bounded.
 * Any thread may send; each link recovers on a thread of its own, {@code link-ID}.
 */
@NullMarked
package io.lineside.devices.link;

import org.jspecify.annotations.NullMarked;
