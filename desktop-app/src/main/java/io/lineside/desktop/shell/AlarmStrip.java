package io.lineside.desktop.shell;

import io.lineside.desktop.control.Marks;
import io.lineside.desktop.format.AlarmSigns;
import io.lineside.desktop.format.Figures;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.theme.Fonts;
import io.lineside.desktop.theme.Palette;
import io.lineside.wire.AlarmView;
import java.time.ZoneId;
import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;

/** The bottom of every window: the three most urgent alarms nobody has acknowledged yet. */
final class AlarmStrip extends Region {

    private static final int MOST = 3;
    private static final double HEIGHT = 34;

    private final Canvas canvas = new Canvas(1, HEIGHT);
    private ZoneId zone = ZoneId.systemDefault();

    AlarmStrip(Runnable openAlarms) {
        getChildren().add(canvas);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setOnMouseClicked(event -> openAlarms.run());
    }

    void zone(ZoneId newZone) {
        zone = newZone;
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(Math.max(1, getWidth()));
    }

    void pulse(Frame frame) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        double width = canvas.getWidth();
        g.setFill(Palette.PANEL);
        g.fillRect(0, 0, width, HEIGHT);
        g.setStroke(Palette.LINE);
        g.setLineWidth(1);
        g.strokeLine(0, 0.5, width, 0.5);
        List<AlarmView> open = frame.alarms().unacknowledged();
        g.setFill(Palette.TEXT);
        g.setFont(Fonts.TEXT_BOLD);
        String count =
                open.isEmpty() ? "No unacknowledged alarms" : open.size() + " unacknowledged";
        g.fillText(count, 10, 21);
        double x = open.isEmpty() ? 200 : 152;
        double each = (width - x - 120) / MOST;
        for (AlarmView alarm : open.subList(0, Math.min(MOST, open.size()))) {
            Marks.alarm(g, x, 8, 17, alarm, frame.isLit(AlarmSigns.blinksSlowly(alarm)));
            g.setFont(Fonts.TEXT);
            g.setFill(Palette.TEXT);
            g.fillText(
                    Figures.clock(alarm.raisedAt(), zone) + "  " + alarm.message(),
                    x + 24,
                    21,
                    each - 34);
            x += each;
        }
        if (!frame.status().isLive()) {
            g.setFont(Fonts.TEXT_BOLD);
            g.fillText("NOT LIVE", width - 80, 21);
        }
        setAccessibleText(count);
    }
}
