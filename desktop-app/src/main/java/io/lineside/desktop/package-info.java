/**
 * The desktop: what operators see. {@link io.lineside.desktop.App} wires link, latest values, pulse
 * and screens.
 */
@NullMarked
package io.lineside.desktop;

import org.jspecify.annotations.NullMarked;
