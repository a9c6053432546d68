package io.lineside.desktop.theme;

import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;

/** The fonts of canvases; the style sheet has those of controls. */
public final class Fonts {

    private static final String FAMILY = "DejaVu Sans";

    public static final Font TINY = plain(9);
    public static final Font SMALL = plain(10);
    public static final Font NAME = plain(11);
    public static final Font TEXT = plain(12);
    public static final Font SMALL_BOLD = bold(10);
    public static final Font NAME_BOLD = bold(11);
    public static final Font TEXT_BOLD = bold(12);
    public static final Font TITLE = bold(14);
    public static final Font FIGURE = bold(20);

    /** For the one sign over a gauge whose value may not be used. */
    public static final Font SIGN = Font.font(54);

    private Fonts() {}

    private static Font plain(double size) {
        return Font.font(FAMILY, size);
    }

    private static Font bold(double size) {
        return Font.font(FAMILY, FontWeight.BOLD, size);
    }
}
