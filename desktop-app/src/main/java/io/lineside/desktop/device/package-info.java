/** One device closely: gauges, trends, quality, age. FX thread. */
@NullMarked
package io.lineside.desktop.device;

import org.jspecify.annotations.NullMarked;
