/**
 * The desktop: what operators see. {@link io.lineside.desktop.App} wires link, requests, latest
 * values, pulse and the frame around the screens; {@link io.lineside.desktop.Screens} is the
 * registry of screens. Nothing but wiring, and the command line.
 */
@NullMarked
package io.lineside.desktop;

import org.jspecify.annotations.NullMarked;
