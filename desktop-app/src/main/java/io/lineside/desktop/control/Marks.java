package io.lineside.desktop.control;

import io.lineside.desktop.format.Look;
import io.lineside.desktop.theme.Fonts;
import io.lineside.desktop.theme.Palette;
import io.lineside.wire.AlarmView;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/**
 * Draws alarm marks and the veils over what is not live. An alarm is shown three times, by shape,
 * digit and colour, so that it survives a print in grey and a colour-blind eye (ISA-101).
 */
public final class Marks {

    /**
     * The shape of a priority.
     *
     * @param digitY the middle of its digit
     */
    private record Outline(double[] xs, double[] ys, double digitY) {

        static Outline of(int priority, double x, double y, double size) {
            return switch (priority) {
                case 1 ->
                        new Outline(
                                new double[] {x, x + size, x + size, x},
                                new double[] {y, y, y + size, y + size},
                                y + size / 2);
                case 2 ->
                        new Outline(
                                new double[] {x + size / 2, x + size, x},
                                new double[] {y, y + size, y + size},
                                y + size * 0.66);
                case 3 ->
                        new Outline(
                                new double[] {x, x + size, x + size / 2},
                                new double[] {y, y, y + size},
                                y + size * 0.33);
                default -> circle(x, y, size);
            };
        }

        private static Outline circle(double x, double y, double size) {
            double[] xs = new double[24];
            double[] ys = new double[24];
            for (int i = 0; i < 24; i++) {
                xs[i] = x + size / 2 + size / 2 * Math.cos(i * Math.PI / 12);
                ys[i] = y + size / 2 + size / 2 * Math.sin(i * Math.PI / 12);
            }
            return new Outline(xs, ys, y + size / 2);
        }
    }

    private Marks() {}

    /**
     * Draws the mark of an alarm into a square.
     *
     * @param lit false in the dark half of a blink: drawn hollow, never away, for an alarm must not
     *     vanish from a picture
     */
    public static void alarm(
            GraphicsContext g, double x, double y, double size, AlarmView alarm, boolean lit) {
        boolean solid =
                switch (alarm.display()) {
                    case UNACKNOWLEDGED -> lit;
                    case ACKNOWLEDGED -> true;
                    case RETURNED_UNACKNOWLEDGED, NORMAL -> false;
                };
        shape(g, x, y, size, alarm.priority(), solid);
    }

    /** Draws the shape of a priority, solid or hollow, with its digit. */
    public static void shape(
            GraphicsContext g, double x, double y, double size, int priority, boolean solid) {
        Color colour = Palette.priority(priority);
        Outline outline = Outline.of(priority, x, y, size);
        double[] xs = outline.xs;
        double[] ys = outline.ys;
        g.setFill(solid ? colour : Palette.RAISED);
        g.fillPolygon(xs, ys, xs.length);
        g.setStroke(solid ? Palette.TEXT : colour);
        g.setLineWidth(solid ? 0.8 : 2);
        g.strokePolygon(xs, ys, xs.length);
        g.setFill(solid && (priority == 1 || priority == 4) ? Palette.ON_SATURATED : Palette.TEXT);
        g.setFont(Fonts.SMALL_BOLD);
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(Integer.toString(priority), x + size / 2, outline.digitY);
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.BASELINE);
    }

    /** Draws over a rectangle what its look demands; nothing over a live value. */
    public static void veil(
            GraphicsContext g, Look look, double x, double y, double width, double height) {
        switch (look) {
            case LIVE -> {}
            case UNCERTAIN -> {
                g.setStroke(Palette.TEXT);
                g.setLineWidth(1.4);
                g.setLineDashes(2, 3);
                g.strokeRect(x + 1, y + 1, width - 2, height - 2);
                g.setLineDashes();
            }
            case OLD -> {
                g.setFill(Palette.OLD_VEIL);
                g.fillRect(x, y, width, height);
                hatch(g, x, y, width, height, Palette.DIM);
            }
            case BAD -> {
                g.setFill(Palette.OLD_VEIL);
                g.fillRect(x, y, width, height);
                hatch(g, x, y, width, height, Palette.BAD);
            }
            case NONE -> {
                g.setStroke(Palette.LINE);
                g.setLineWidth(1);
                g.setLineDashes(1, 4);
                g.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
                g.setLineDashes();
            }
        }
    }

    /** Diagonal lines over a rectangle: what is under them is not live. */
    private static void hatch(
            GraphicsContext g, double x, double y, double width, double height, Color colour) {
        g.save();
        g.beginPath();
        g.rect(x, y, width, height);
        g.clip();
        g.setStroke(colour);
        g.setLineWidth(1.2);
        for (double offset = -height; offset < width; offset += 7) {
            g.strokeLine(x + offset, y + height, x + offset + height, y);
        }
        g.restore();
    }
}
