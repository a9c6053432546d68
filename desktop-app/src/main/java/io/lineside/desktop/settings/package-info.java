/**
 * What is set for this computer and for this user, and that one desktop runs at a time. Read once,
 * on the starting thread; the one listening for a second start has a thread of its own, {@code
 * desktop-instance}.
 */
@NullMarked
package io.lineside.desktop.settings;

import org.jspecify.annotations.NullMarked;
