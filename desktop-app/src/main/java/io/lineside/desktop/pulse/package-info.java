/**
 * The one crossing to the FX thread: an animation timer that tells the visible screens what
 * changed.
 */
@NullMarked
package io.lineside.desktop.pulse;

import org.jspecify.annotations.NullMarked;
