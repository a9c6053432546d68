/**
 * The latest value of every signal, each with the seq at which it last changed. Written by the
 * plant thread alone, read on any thread.
 */
@NullMarked
package io.lineside.relay.latest;

import org.jspecify.annotations.NullMarked;
