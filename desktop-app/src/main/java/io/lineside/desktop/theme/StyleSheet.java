package io.lineside.desktop.theme;

import java.net.URL;
import java.util.Objects;

/** The style sheet of the window: the colours and fonts of everything that is no canvas. */
public final class StyleSheet {

    private StyleSheet() {}

    /** Where the style sheet is, as a scene takes it. */
    public static String address() {
        URL found = StyleSheet.class.getResource("lineside.css");
        return Objects.requireNonNull(found, "the style sheet").toExternalForm();
    }
}
