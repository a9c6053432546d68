/**
 * The plant view by path and by device, and the time zone to show times in. Immutable; safe on any
 * thread; no JavaFX.
 */
@NullMarked
package io.lineside.desktop.plant;

import org.jspecify.annotations.NullMarked;
