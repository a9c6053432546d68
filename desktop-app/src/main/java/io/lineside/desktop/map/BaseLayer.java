package io.lineside.desktop.map;

import io.lineside.desktop.format.Figures;
import io.lineside.desktop.theme.Fonts;
import io.lineside.desktop.theme.Palette;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.FillRule;

/** Draws water, land, borders, the scale bar and where the outlines come from. */
final class BaseLayer {

    private static final double INSET_WIDTH = 170;
    private static final double INSET_HEIGHT = 130;
    private static final double INSET_FROM = 4_000;
    private static final double INSET_SCALE = 3_000;

    private BaseLayer() {}

    static void draw(GraphicsContext g, WorldMap world, Viewport view) {
        land(g, world, view);
        graticule(g, view);
        scaleBar(g, view);
        g.setFont(Fonts.NAME);
        g.setFill(Palette.DIM);
        g.fillText("Outlines: Natural Earth", view.width() - 150, view.height() - 8);
        if (view.scale() > INSET_FROM) {
            inset(g, world, view);
        }
    }

    private static void land(GraphicsContext g, WorldMap world, Viewport view) {
        g.setFill(Palette.WATER);
        g.fillRect(0, 0, view.width(), view.height());
        g.setFill(Palette.LAND);
        g.setStroke(Palette.BORDER);
        g.setLineWidth(1);
        g.setFillRule(FillRule.EVEN_ODD);
        for (WorldMap.Polygon country : world.countries()) {
            if (view.sees(country.rings().getFirst())) {
                g.beginPath();
                country.rings().forEach(ring -> trace(g, ring, view));
                g.fill();
                g.stroke();
            }
        }
    }

    /** Where in the world this is: close up, outlines alone show little. */
    private static void inset(GraphicsContext g, WorldMap world, Viewport view) {
        double left = view.width() - INSET_WIDTH - 10;
        Viewport around =
                new Viewport(
                        view.centreX(),
                        view.centreY(),
                        Math.min(view.scale() / 8, INSET_SCALE),
                        INSET_WIDTH,
                        INSET_HEIGHT);
        g.save();
        g.translate(left, 10);
        g.beginPath();
        g.rect(0, 0, INSET_WIDTH, INSET_HEIGHT);
        g.clip();
        land(g, world, around);
        double width = view.width() / view.scale() * around.scale();
        double height = view.height() / view.scale() * around.scale();
        g.setStroke(Palette.TEXT);
        g.setLineWidth(1.5);
        g.strokeRect(
                (INSET_WIDTH - Math.max(width, 5)) / 2,
                (INSET_HEIGHT - Math.max(height, 5)) / 2,
                Math.max(width, 5),
                Math.max(height, 5));
        g.restore();
        g.setStroke(Palette.DIM);
        g.setLineWidth(1);
        g.strokeRect(left - 0.5, 9.5, INSET_WIDTH + 1, INSET_HEIGHT + 1);
    }

    /** Lines of longitude and latitude, some five across. */
    private static void graticule(GraphicsContext g, Viewport view) {
        double step = roundLength(view.width() / view.scale() * 360 / 4);
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step)));
        g.setStroke(Palette.GRID);
        g.setLineWidth(1);
        g.setFill(Palette.DIM);
        g.setFont(Fonts.TINY);
        double west = (view.centreX() - view.width() / 2 / view.scale() - 0.5) * 360;
        double east = (view.centreX() + view.width() / 2 / view.scale() - 0.5) * 360;
        for (double at = Math.ceil(west / step) * step; at <= east; at += step) {
            double x = view.toX(Mercator.x(at));
            g.strokeLine(x, 0, x, view.height());
            g.fillText(degrees(at, decimals, "E", "W"), x + 3, 10);
        }
        double north = Mercator.latitude(view.centreY() - view.height() / 2 / view.scale());
        double south = Mercator.latitude(view.centreY() + view.height() / 2 / view.scale());
        for (double at = Math.ceil(south / step) * step; at <= north; at += step) {
            double y = view.toY(Mercator.y(at));
            g.strokeLine(0, y, view.width(), y);
            g.fillText(degrees(at, decimals, "N", "S"), 3, y - 3);
        }
    }

    private static String degrees(double at, int decimals, String positive, String negative) {
        return Figures.number(Math.abs(at), decimals) + "° " + (at < 0 ? negative : positive);
    }

    private static void trace(GraphicsContext g, WorldMap.Ring ring, Viewport view) {
        double lastX = view.toX(ring.xs()[0]);
        double lastY = view.toY(ring.ys()[0]);
        g.moveTo(lastX, lastY);
        for (int i = 1; i < ring.xs().length; i++) {
            // Far-off points are pulled in: the rasteriser is exact only near the canvas.
            double x = Math.clamp(view.toX(ring.xs()[i]), -30_000, 30_000);
            double y = Math.clamp(view.toY(ring.ys()[i]), -30_000, 30_000);
            if (Math.abs(x - lastX) + Math.abs(y - lastY) >= 0.8) {
                g.lineTo(x, y);
                lastX = x;
                lastY = y;
            }
        }
        g.closePath();
    }

    private static void scaleBar(GraphicsContext g, Viewport view) {
        double metres = roundLength(view.metresPerPixel() * 160);
        double pixels = metres / view.metresPerPixel();
        double x = 14;
        double y = view.height() - 14;
        g.setFill(Palette.SCALE_GROUND);
        g.fillRect(x - 6, y - 22, pixels + 12, 30);
        g.setStroke(Palette.TEXT);
        g.setLineWidth(2);
        g.strokePolyline(
                new double[] {x, x, x + pixels, x + pixels}, new double[] {y - 5, y, y, y - 5}, 4);
        g.setFill(Palette.TEXT);
        g.setFont(Fonts.NAME);
        g.fillText(length(metres), x + 4, y - 8);
    }

    /** The largest of 1, 2 and 5 times a power of ten that is not larger. */
    static double roundLength(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        double share = most / power;
        return power * (share >= 5 ? 5 : share >= 2 ? 2 : 1);
    }

    static String length(double metres) {
        return metres >= 1_000
                ? Figures.number(metres / 1_000, 0) + " km"
                : Figures.number(metres, 0) + " m";
    }
}
