/**
 * Where the devices are, on world outlines that need no network. FX thread, but for the reading of
 * the outlines, which a thread of its own, {@code map-load}, does once.
 */
@NullMarked
package io.lineside.desktop.map;

import org.jspecify.annotations.NullMarked;
