/** The alarm list, where operators acknowledge. FX thread. */
@NullMarked
package io.lineside.desktop.alarms;

import org.jspecify.annotations.NullMarked;
