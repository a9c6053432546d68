/**
 * What is set for this computer and for this user, and that one desktop runs at a time. Settings
 * are read once, on the starting thread; a second start is listened for on a thread of its own,
 * {@code desktop-instance}.
 */
@NullMarked
package io.lineside.desktop.settings;

import org.jspecify.annotations.NullMarked;
