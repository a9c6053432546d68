/**
 * The hub's own certificate authority and the certificate of its listeners, as PEM files or in
 * memory. Immutable values, safe on any thread; needs nothing of the rest of the hub.
 */
@NullMarked
package io.lineside.emulator.certificates;

import org.jspecify.annotations.NullMarked;
