/** The plant as screens use it. Immutable; safe on any thread; no JavaFX. */
@NullMarked
package io.lineside.desktop.plant;

import org.jspecify.annotations.NullMarked;
