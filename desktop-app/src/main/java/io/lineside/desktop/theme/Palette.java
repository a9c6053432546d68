package io.lineside.desktop.theme;

import javafx.scene.paint.Color;

/** The colours of canvases; the style sheet has the same for controls. */
public final class Palette {

    public static final Color GROUND = Color.web("#c6cacd");
    public static final Color PANEL = Color.web("#d6d9db");
    public static final Color RAISED = Color.web("#e4e6e7");
    public static final Color TEXT = Color.web("#1b2024");
    public static final Color DIM = Color.web("#565e65");
    public static final Color LINE = Color.web("#989fa5");
    public static final Color FILL = Color.web("#4f6272");
    public static final Color NORMAL_RANGE = Color.web("#b4bcc2");
    public static final Color P1 = Color.web("#c00020");
    public static final Color P2 = Color.web("#e06a00");
    public static final Color P3 = Color.web("#d8b400");
    public static final Color P4 = Color.web("#008a9e");
    public static final Color BAD = Color.web("#b3128c");

    /** A digit on a saturated colour. */
    public static final Color ON_SATURATED = Color.WHITE;

    /** Over a value that is not live; the hatch goes over it. */
    public static final Color OLD_VEIL = PANEL.deriveColor(0, 1, 1, 0.45);

    /** Over a gauge whose value may not be used. */
    public static final Color BAD_VEIL = PANEL.deriveColor(0, 1, 1, 0.92);

    public static final Color WATER = Color.web("#b5bdc3");
    public static final Color LAND = Color.web("#d9dbdc");
    public static final Color BORDER = Color.web("#8d949a");

    /** Lines of longitude and latitude. */
    public static final Color GRID = Color.web("#c3c8cc");

    /** Under the scale bar of the map. */
    public static final Color SCALE_GROUND = PANEL.deriveColor(0, 1, 1, 0.8);

    private Palette() {}

    /** The colour of an alarm priority, 1 to 4. */
    public static Color priority(int priority) {
        return switch (priority) {
            case 1 -> P1;
            case 2 -> P2;
            case 3 -> P3;
            default -> P4;
        };
    }
}
