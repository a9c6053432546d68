package io.lineside.desktop.control;

import io.lineside.desktop.format.Figures;
import io.lineside.desktop.latest.History;
import io.lineside.desktop.theme.Fonts;
import io.lineside.desktop.theme.Palette;
import io.lineside.model.Value;
import io.lineside.wire.PlantView;
import java.util.Collection;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * The last minutes of a number, one to five, as a line over its scale, with its limits. Where the
 * value was not live the line has a gap, never a guess.
 */
public final class Sparkline extends Region {

    private static final long LEAST_MILLIS = 60_000;
    private static final long MOST_MILLIS = 5 * 60_000;

    private final Canvas canvas = new Canvas();
    private final PlantView.Signal signal;

    public Sparkline(PlantView.Signal signal) {
        this.signal = signal;
        getChildren().add(canvas);
        setMinHeight(30);
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(Math.max(1, getWidth()));
        canvas.setHeight(Math.max(1, getHeight()));
    }

    /** Draws the line anew. */
    public void draw(Collection<History.Point> points, long now) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        double width = canvas.getWidth();
        double height = canvas.getHeight();
        g.setFill(Palette.RAISED);
        g.fillRect(0, 0, width, height);
        double low = scale(signal.min(), points, true);
        double high = scale(signal.max(), points, false);
        double span = high > low ? high - low : 1;
        limit(g, signal.limits().high(), low, span);
        limit(g, signal.limits().highHigh(), low, span);
        limit(g, signal.limits().low(), low, span);
        limit(g, signal.limits().lowLow(), low, span);
        long oldest = points.stream().mapToLong(History.Point::time).findFirst().orElse(now);
        double length = Math.clamp(now - oldest, LEAST_MILLIS, MOST_MILLIS);
        g.setFont(Fonts.TINY);
        g.setFill(Palette.DIM);
        g.fillText("last " + Figures.age((long) length), 4, height - 4);
        g.setStroke(Palette.FILL);
        g.setLineWidth(1.5);
        BrokenLine line = new BrokenLine(g);
        for (History.Point point : points) {
            double x = width - (now - point.time()) / length * width;
            if (point.value() instanceof Value.Num(double number) && x >= 0) {
                line.to(x, height - 2 - (number - low) / span * (height - 4));
            } else {
                line.gap();
            }
        }
        line.stroke();
    }

    private void limit(GraphicsContext g, @Nullable Double limit, double low, double span) {
        if (limit != null) {
            double y = canvas.getHeight() - 2 - (limit - low) / span * (canvas.getHeight() - 4);
            g.setStroke(Palette.LINE);
            g.setLineWidth(1);
            g.setLineDashes(4, 3);
            g.strokeLine(0, y, canvas.getWidth(), y);
            g.setLineDashes();
        }
    }

    private static double scale(
            @Nullable Double given, Collection<History.Point> points, boolean lowest) {
        if (given != null) {
            return given;
        }
        var numbers =
                points.stream()
                        .mapMultiToDouble(
                                (point, out) -> {
                                    if (point.value() instanceof Value.Num(double number)) {
                                        out.accept(number);
                                    }
                                });
        return lowest ? numbers.min().orElse(0) : numbers.max().orElse(1);
    }
}
