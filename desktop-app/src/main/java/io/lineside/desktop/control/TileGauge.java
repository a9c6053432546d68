package io.lineside.desktop.control;

import eu.hansolo.tilesfx.Tile;
import eu.hansolo.tilesfx.TileBuilder;
import io.lineside.desktop.format.Figures;
import io.lineside.desktop.format.Look;
import io.lineside.desktop.latest.Reading;
import io.lineside.desktop.theme.Fonts;
import io.lineside.desktop.theme.Palette;
import io.lineside.model.Value;
import io.lineside.wire.AlarmView;
import io.lineside.wire.PlantView;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * A TilesFX gauge under our own veil. The tile knows numbers alone, so quality, age and alarm are
 * drawn over it, and it is given a new number at most once a pulse, since each costs a whole
 * redraw.
 */
public final class TileGauge implements Gauge {

    private static final double SIZE = 176;
    private static final double HEAD = 26;
    private static final double FOOT = 22;
    private static final double MARK = 18;

    private final PlantView.Signal signal;
    private final Tile tile;
    private final Canvas veil = new Canvas(SIZE, SIZE);
    private final Canvas mark = new Canvas(MARK + 4, MARK + 4);
    private final Label foot = new Label();
    private final StackPane pane = new StackPane();

    public TileGauge(PlantView.Signal signal) {
        this.signal = signal;
        this.tile = tile(signal);
        veil.setMouseTransparent(true);
        foot.getStyleClass().add("ls-gauge-foot");
        String unit = signal.unit().isEmpty() ? "" : ", " + signal.unit();
        Label head = new Label(signal.label() + unit);
        head.getStyleClass().add("ls-gauge-head");
        head.setMaxWidth(SIZE - MARK - 12);
        pane.setMinSize(SIZE, HEAD + SIZE + FOOT);
        pane.setMaxSize(SIZE, HEAD + SIZE + FOOT);
        pane.getStyleClass().add("ls-gauge");
        put(head, Pos.TOP_LEFT, 0);
        put(mark, Pos.TOP_RIGHT, 2);
        put(tile, Pos.TOP_CENTER, HEAD);
        put(veil, Pos.TOP_CENTER, HEAD);
        put(foot, Pos.BOTTOM_LEFT, 0);
    }

    private void put(Node part, Pos where, double below) {
        StackPane.setAlignment(part, where);
        StackPane.setMargin(part, new Insets(below, 0, 0, 0));
        pane.getChildren().add(part);
    }

    private static Tile tile(PlantView.Signal signal) {
        double min = signal.min() == null ? 0 : signal.min();
        double max = signal.max() == null ? 100 : signal.max();
        TileBuilder<?> builder =
                TileBuilder.create()
                        .skinType(Tile.SkinType.GAUGE)
                        .prefSize(SIZE, SIZE)
                        .minSize(SIZE, SIZE)
                        .maxSize(SIZE, SIZE)
                        .decimals(signal.decimals())
                        .tickLabelDecimals(max - min < 10 ? 1 : 0)
                        .minValue(min)
                        .maxValue(max)
                        .animated(false)
                        .roundedCorners(false)
                        .backgroundColor(Palette.PANEL)
                        .foregroundColor(Palette.TEXT)
                        .foregroundBaseColor(Palette.TEXT)
                        .valueColor(Palette.TEXT)
                        .needleColor(Palette.TEXT)
                        .barColor(Palette.FILL)
                        .barBackgroundColor(Palette.NORMAL_RANGE)
                        .thresholdColor(Palette.DIM)
                        .thresholdVisible(false);
        Double high =
                signal.limits().high() == null
                        ? signal.limits().highHigh()
                        : signal.limits().high();
        Tile tile = builder.build();
        if (high != null) {
            tile.setThreshold(high);
            tile.setThresholdVisible(true);
        }
        return tile;
    }

    @Override
    public Region node() {
        return pane;
    }

    @Override
    public void show(Reading reading, long now, @Nullable AlarmView alarm, boolean lit) {
        Look look = Look.of(reading);
        if (reading.value() instanceof Value.Num(double number)
                && look != Look.BAD
                && tile.getValue() != number) {
            tile.setValue(number);
        }
        GraphicsContext g = veil.getGraphicsContext2D();
        g.clearRect(0, 0, SIZE, SIZE);
        if (look == Look.BAD || look == Look.NONE) {
            g.setFill(Palette.BAD_VEIL);
            g.fillRect(0, 0, SIZE, SIZE);
            g.setFill(look == Look.BAD ? Palette.BAD : Palette.DIM);
            g.setFont(Fonts.SIGN);
            g.fillText(look.sign(), SIZE / 2 - 16, SIZE / 2 + 30);
        }
        Marks.veil(g, look, 0, 0, SIZE, SIZE);
        mark.getGraphicsContext2D().clearRect(0, 0, MARK + 4, MARK + 4);
        if (alarm != null) {
            Marks.alarm(mark.getGraphicsContext2D(), 2, 2, MARK, alarm, lit);
        }
        foot.setText(foot(reading, look, now));
        pane.setAccessibleText(
                signal.label()
                        + " "
                        + Figures.withUnit(reading.value(), signal)
                        + " "
                        + foot.getText());
    }

    /** One line that says how old the value is, and why it may not be used where it may not. */
    static String foot(Reading reading, Look look, long now) {
        String age = reading.sourceTime() == 0 ? "" : Figures.age(now - reading.sourceTime());
        String reason = reading.reason() == null ? "" : ", " + reading.reason();
        return switch (look) {
            case LIVE -> age;
            case UNCERTAIN -> "~ uncertain" + reason + ", " + age;
            case OLD -> "old: " + age + reason;
            case BAD -> "? bad" + reason + (age.isEmpty() ? "" : ", " + age);
            case NONE -> "… nothing heard yet";
        };
    }
}
