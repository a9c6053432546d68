package io.lineside.desktop.screen;

import io.lineside.desktop.client.AlarmCommands;

/**
 * What a screen may use of the rest of the desktop; all else comes with the frames.
 *
 * @param navigation opens other screens
 * @param commands what an operator can do
 */
public record ScreenContext(Navigation navigation, AlarmCommands commands) {}
