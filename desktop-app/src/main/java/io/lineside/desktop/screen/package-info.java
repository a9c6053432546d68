/** What a page of the window is. FX thread. */
@NullMarked
package io.lineside.desktop.screen;

import org.jspecify.annotations.NullMarked;
