/**
 * The drawing parts that screens are made of: bars, marks, gauges, trend lines. They know readings
 * and alarms, and nothing of links and screens. FX thread.
 */
@NullMarked
package io.lineside.desktop.control;

import org.jspecify.annotations.NullMarked;
