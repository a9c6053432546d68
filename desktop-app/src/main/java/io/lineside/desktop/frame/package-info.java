/** What screens get once per pulse. No JavaFX; FX thread, as the pulse is. */
@NullMarked
package io.lineside.desktop.frame;

import org.jspecify.annotations.NullMarked;
