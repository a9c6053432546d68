/**
 * Every signal's value: the working table, which the engine changes sample by sample ({@link
 * io.lineside.core.signal.SignalTable}, for the engine thread alone), and the published one, which
 * has what is committed ({@link io.lineside.core.signal.LatestTable}, written by the engine thread
 * alone, read on any thread).
 */
@NullMarked
package io.lineside.core.signal;

import org.jspecify.annotations.NullMarked;
