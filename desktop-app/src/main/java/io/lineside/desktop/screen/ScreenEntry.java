package io.lineside.desktop.screen;

import java.util.function.Function;
import javafx.scene.input.KeyCode;

/**
 * A line of the registry: one kind of screen.
 *
 * @param id a short name, for navigation and picture files: {@code overview}
 * @param title what the navigation shows
 * @param key what opens it
 * @param factory makes one for a window; on the FX thread
 */
public record ScreenEntry(
        String id, String title, KeyCode key, Function<ScreenContext, Screen> factory) {}
