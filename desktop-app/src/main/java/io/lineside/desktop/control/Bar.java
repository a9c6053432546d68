package io.lineside.desktop.control;

import io.lineside.desktop.format.Look;
import io.lineside.desktop.latest.Reading;
import io.lineside.desktop.theme.Palette;
import io.lineside.model.Value;
import io.lineside.wire.PlantView;
import javafx.scene.canvas.GraphicsContext;
import org.jspecify.annotations.Nullable;

/**
 * Draws one signal as an upright bar: its scale, its normal range, its limits and a pointer. An
 * operator sees at a glance how far from normal a value is, which a bare number does not show
 * (ISA-101).
 */
public final class Bar {

    private Bar() {}

    /** Draws the bar into a rectangle. */
    public static void draw(
            GraphicsContext g,
            PlantView.Signal signal,
            Reading reading,
            double x,
            double y,
            double width,
            double height) {
        Look look = Look.of(reading);
        g.setFill(Palette.RAISED);
        g.fillRect(x, y, width, height);
        PlantView.Limits limits = signal.limits();
        double top = at(signal, first(limits.high(), limits.highHigh()), y, height, y);
        double bottom = at(signal, first(limits.low(), limits.lowLow()), y, height, y + height);
        g.setFill(Palette.NORMAL_RANGE);
        g.fillRect(x, top, width, Math.max(0, bottom - top));
        g.setStroke(Palette.LINE);
        g.setLineWidth(1);
        g.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
        limit(g, signal, limits.high(), x, y, width, height);
        limit(g, signal, limits.highHigh(), x, y, width, height);
        limit(g, signal, limits.low(), x, y, width, height);
        limit(g, signal, limits.lowLow(), x, y, width, height);
        if (reading.value() instanceof Value.Num(double number) && look != Look.BAD) {
            pointer(g, at(signal, number, y, height, y), x, width, look);
        }
        Marks.veil(g, look, x, y, width, height);
        if (look == Look.BAD || look == Look.NONE) {
            g.setFill(look == Look.BAD ? Palette.BAD : Palette.DIM);
            g.fillText(look.sign(), x + width / 2 - 4, y + height / 2 + 4);
        }
    }

    private static void pointer(GraphicsContext g, double y, double x, double width, Look look) {
        g.setFill(look == Look.OLD ? Palette.LINE : Palette.TEXT);
        g.fillRect(x, y - 1.5, width, 3);
        g.fillPolygon(
                new double[] {x + width, x + width + 7, x + width + 7},
                new double[] {y, y - 5, y + 5},
                3);
    }

    private static void limit(
            GraphicsContext g,
            PlantView.Signal signal,
            @Nullable Double limit,
            double x,
            double y,
            double width,
            double height) {
        if (limit != null) {
            double at = at(signal, limit, y, height, y);
            g.setStroke(Palette.DIM);
            g.setLineWidth(1.2);
            g.strokeLine(x, at, x + width, at);
        }
    }

    private static @Nullable Double first(@Nullable Double a, @Nullable Double b) {
        return a != null ? a : b;
    }

    private static double at(
            PlantView.Signal signal, @Nullable Double value, double y, double height, double none) {
        Double min = signal.min();
        Double max = signal.max();
        if (value == null || min == null || max == null) {
            return none;
        }
        double share = Math.clamp((value - min) / (max - min), 0, 1);
        return y + height * (1 - share);
    }
}
