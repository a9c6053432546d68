/**
 * Helpers of the fuzz tests of all packages: variations of the kept inputs, divisions of bytes into
 * pieces, and a second reader of UTF-8. For the thread of one test.
 */
@NullMarked
package io.lineside.signalr.fuzz;

import org.jspecify.annotations.NullMarked;
