package io.lineside.desktop.map;

import io.lineside.desktop.control.BrokenLine;
import io.lineside.desktop.control.Marks;
import io.lineside.desktop.format.AlarmSigns;
import io.lineside.desktop.format.Look;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.latest.History;
import io.lineside.desktop.theme.Fonts;
import io.lineside.desktop.theme.Palette;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import io.lineside.wire.AlarmView;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Draws trails, devices and clusters of devices. */
final class DeviceLayer {

    private static final double MARK = 7;

    private DeviceLayer() {}

    static void draw(
            GraphicsContext g,
            List<Places.Place> places,
            List<Places.Cluster> clusters,
            Viewport view,
            Frame frame) {
        g.clearRect(0, 0, view.width(), view.height());
        for (Places.Place place : places) {
            SignalId position = place.position();
            if (position != null) {
                trail(g, frame, position, view);
            }
        }
        for (Places.Cluster cluster : clusters) {
            if (cluster.places().size() == 1) {
                single(g, cluster.places().getFirst(), view, frame);
            } else {
                many(g, cluster, view, frame);
            }
        }
    }

    /** The way a device came; a gap where it was not live. */
    private static void trail(GraphicsContext g, Frame frame, SignalId position, Viewport view) {
        g.setStroke(Palette.FILL);
        g.setLineWidth(2.2);
        BrokenLine line = new BrokenLine(g);
        for (History.Point point : frame.history().of(position)) {
            if (point.value() instanceof Value.Geo(double latitude, double longitude)) {
                line.to(view.toX(Mercator.x(longitude)), view.toY(Mercator.y(latitude)));
            } else {
                line.gap();
            }
        }
        line.stroke();
    }

    private static void single(GraphicsContext g, Places.Place place, Viewport view, Frame frame) {
        double x = view.toX(place.x());
        double y = view.toY(place.y());
        dot(g, place.look(), place.position() != null, x, y);
        AlarmView alarm = place.alarm();
        if (alarm != null) {
            Marks.alarm(g, x - 8, y - 28, 16, alarm, frame.isLit(AlarmSigns.blinksSlowly(alarm)));
        }
        String name =
                place.look() == Look.LIVE
                        ? place.device().name()
                        : place.device().name() + " " + place.look().sign();
        label(g, name, x + 11, y + 4);
    }

    private static void dot(GraphicsContext g, Look look, boolean moves, double x, double y) {
        boolean solid = look.isPresent();
        Color line = look == Look.BAD ? Palette.BAD : solid ? Palette.TEXT : Palette.DIM;
        g.setFill(solid ? Palette.FILL : Palette.RAISED);
        g.setStroke(line);
        g.setLineWidth(1.6);
        if (!solid) {
            g.setLineDashes(2, 2);
        }
        if (moves) {
            g.fillOval(x - MARK, y - MARK, 2 * MARK, 2 * MARK);
            g.strokeOval(x - MARK, y - MARK, 2 * MARK, 2 * MARK);
        } else {
            g.fillRect(x - MARK, y - MARK, 2 * MARK, 2 * MARK);
            g.strokeRect(x - MARK, y - MARK, 2 * MARK, 2 * MARK);
        }
        g.setLineDashes();
    }

    private static void many(
            GraphicsContext g, Places.Cluster cluster, Viewport view, Frame frame) {
        double x = view.toX(cluster.x());
        double y = view.toY(cluster.y());
        int count = cluster.places().size();
        long old = cluster.old();
        g.setFill(old == count ? Palette.RAISED : Palette.PANEL);
        g.setStroke(old > 0 ? Palette.DIM : Palette.TEXT);
        g.setLineWidth(2);
        g.fillOval(x - 13, y - 13, 26, 26);
        if (old > 0) {
            g.setLineDashes(3, 3);
        }
        g.strokeOval(x - 13, y - 13, 26, 26);
        g.setLineDashes();
        g.setFill(old == count ? Palette.DIM : Palette.TEXT);
        g.setFont(Fonts.NAME_BOLD);
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(Integer.toString(count), x, y);
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.BASELINE);
        if (old > 0) {
            label(g, old + " old", x + 16, y + 4);
        }
        AlarmView worst = cluster.worst();
        if (worst != null) {
            Marks.alarm(g, x - 8, y - 32, 16, worst, frame.isLit(AlarmSigns.blinksSlowly(worst)));
        }
    }

    private static void label(GraphicsContext g, String text, double x, double y) {
        g.setFont(Fonts.NAME);
        g.setStroke(Palette.RAISED);
        g.setLineWidth(3);
        g.strokeText(text, x, y);
        g.setFill(Palette.TEXT);
        g.fillText(text, x, y);
    }
}
