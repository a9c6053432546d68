/**
 * The newest value of every signal, and whether it may look live. Written by the link thread alone,
 * read on any thread; no JavaFX.
 */
@NullMarked
package io.lineside.desktop.latest;

import org.jspecify.annotations.NullMarked;
