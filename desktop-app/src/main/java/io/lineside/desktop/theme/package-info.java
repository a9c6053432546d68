/**
 * Every colour and every font of the desktop, for canvases as constants and for controls in the
 * style sheet: neutral greys, saturated colour for alarms alone. FX thread.
 */
@NullMarked
package io.lineside.desktop.theme;

import org.jspecify.annotations.NullMarked;
