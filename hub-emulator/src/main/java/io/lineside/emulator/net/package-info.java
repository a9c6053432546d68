/**
 * What both sides do alike with Netty channels and with text on the wire. Static helpers, safe on
 * any thread.
 */
@NullMarked
package io.lineside.emulator.net;

import org.jspecify.annotations.NullMarked;
