/** The overview: every area at a glance, the first page an operator sees. FX thread. */
@NullMarked
package io.lineside.desktop.overview;

import org.jspecify.annotations.NullMarked;
