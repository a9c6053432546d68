/**
 * The newest value of every signal and whether it may look live, the alarms that are not normal,
 * and what was shown lately. Values and alarms are written by the link thread alone and read on any
 * thread; the history belongs to the FX thread. No JavaFX.
 */
@NullMarked
package io.lineside.desktop.latest;

import org.jspecify.annotations.NullMarked;
