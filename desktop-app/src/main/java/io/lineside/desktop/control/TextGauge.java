package io.lineside.desktop.control;

import io.lineside.desktop.format.Figures;
import io.lineside.desktop.format.Look;
import io.lineside.desktop.latest.Reading;
import io.lineside.desktop.theme.Fonts;
import io.lineside.desktop.theme.Palette;
import io.lineside.wire.AlarmView;
import io.lineside.wire.PlantView;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Shows what has no scale: states, texts, counts and positions. */
public final class TextGauge implements Gauge {

    private static final double WIDTH = 176;
    private static final double HEIGHT = 76;

    private final PlantView.Signal signal;
    private final Canvas canvas = new Canvas(WIDTH, HEIGHT);
    private final Region pane = new Pane(canvas);

    private static final class Pane extends Region {
        Pane(Canvas canvas) {
            getChildren().add(canvas);
            setMinSize(WIDTH, HEIGHT);
            setMaxSize(WIDTH, HEIGHT);
        }
    }

    public TextGauge(PlantView.Signal signal) {
        this.signal = signal;
    }

    @Override
    public Region node() {
        return pane;
    }

    @Override
    public void show(Reading reading, long now, @Nullable AlarmView alarm, boolean lit) {
        Look look = Look.of(reading);
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setFill(Palette.PANEL);
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.setFill(Palette.TEXT);
        g.setFont(Fonts.TEXT);
        g.fillText(signal.label(), 10, 20, WIDTH - 40);
        String text = look == Look.BAD ? look.sign() : Figures.withUnit(reading.value(), signal);
        g.setFont(text.length() > 12 ? Fonts.TEXT_BOLD : Fonts.FIGURE);
        g.setFill(
                switch (look) {
                    case BAD -> Palette.BAD;
                    case OLD, NONE -> Palette.DIM;
                    case LIVE, UNCERTAIN -> Palette.TEXT;
                });
        g.fillText(text, 10, 46, WIDTH - 20);
        Marks.veil(g, look, 0, 0, WIDTH, HEIGHT);
        g.setFill(Palette.PANEL);
        g.fillRect(2, HEIGHT - 20, WIDTH - 4, 18);
        g.setFont(Fonts.TEXT);
        g.setFill(Palette.DIM);
        g.fillText(TileGauge.foot(reading, look, now), 10, HEIGHT - 7, WIDTH - 20);
        if (alarm != null) {
            Marks.alarm(g, WIDTH - 26, 6, 18, alarm, lit);
        }
        pane.setAccessibleText(signal.label() + " " + text);
    }
}
