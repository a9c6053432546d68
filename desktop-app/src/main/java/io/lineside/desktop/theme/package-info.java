/**
 * Colours and styles: neutral greys, saturated colour for alarms alone. FX thread, but for the
 * constants.
 */
@NullMarked
package io.lineside.desktop.theme;

import org.jspecify.annotations.NullMarked;
