package io.lineside.desktop.theme;

import java.util.Objects;
import javafx.scene.canvas.GraphicsContext;
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

    /** The shape that goes with a priority: never colour alone. */
    public static String shape(int priority) {
        return switch (priority) {
            case 1 -> "■";
            case 2 -> "▲";
            case 3 -> "▼";
            default -> "●";
        };
    }

    /** Diagonal lines over a rectangle: what is under them is not live. */
    public static void hatch(
            GraphicsContext g, double x, double y, double width, double height, Color colour) {
        g.save();
        g.beginPath();
        g.rect(x, y, width, height);
        g.clip();
        g.setStroke(Objects.requireNonNull(colour));
        g.setLineWidth(1.2);
        for (double offset = -height; offset < width; offset += 7) {
            g.strokeLine(x + offset, y + height, x + offset + height, y);
        }
        g.restore();
    }
}
