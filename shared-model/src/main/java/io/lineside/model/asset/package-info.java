/**
 * Where things stand: asset paths, the groups named after them, and the plant as clients see it.
 * Immutable values, safe on any thread.
 */
@NullMarked
package io.lineside.model.asset;

import org.jspecify.annotations.NullMarked;
