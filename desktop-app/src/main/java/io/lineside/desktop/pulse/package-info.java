/**
 * The one crossing to the FX thread: an animation timer that passes frames to its listeners,
 * wherever the frames come from.
 */
@NullMarked
package io.lineside.desktop.pulse;

import org.jspecify.annotations.NullMarked;
