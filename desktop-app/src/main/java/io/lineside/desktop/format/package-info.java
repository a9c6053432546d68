/**
 * How readings, alarms, numbers, ages and times are put into words, signs and looks. Pure
 * functions; no JavaFX; any thread.
 */
@NullMarked
package io.lineside.desktop.format;

import org.jspecify.annotations.NullMarked;
