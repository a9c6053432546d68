/**
 * One command line for all of Lineside, and the demo that runs the whole chain as separate
 * processes. The demo's thread starts, watches and stops the parts; one thread a part, {@code
 * demo-NAME-out}, reads what it prints.
 */
@NullMarked
package io.lineside.launcher;

import org.jspecify.annotations.NullMarked;
