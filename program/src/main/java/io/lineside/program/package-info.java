/**
 * What the programs' entry points share: the version, the end of standard input, shutdown hooks,
 * free ports, files that are written whole, and the one line that says why something failed. It
 * knows nothing of plants. Static helpers, safe on any thread; the one thread in here is the reader
 * of {@link io.lineside.program.StandardInput}, which the caller names.
 */
@NullMarked
package io.lineside.program;

import org.jspecify.annotations.NullMarked;
