package io.lineside.desktop.overview;

import io.lineside.desktop.control.Bar;
import io.lineside.desktop.control.Marks;
import io.lineside.desktop.format.AlarmSigns;
import io.lineside.desktop.format.Figures;
import io.lineside.desktop.format.Look;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.latest.Reading;
import io.lineside.desktop.theme.Fonts;
import io.lineside.desktop.theme.Palette;
import io.lineside.wire.AlarmView;
import io.lineside.wire.PlantView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/** One area on one canvas: a cell for each device, a bar for each of its numbers. */
final class AreaCard extends Region {

    private static final double HEAD = 30;
    private static final double GAP = 8;
    private static final double MARK = 24;

    private record Cell(
            PlantView.Device device,
            List<PlantView.Signal> bars,
            double x,
            double y,
            double width) {}

    private final AreaModel area;
    private final Canvas canvas = new Canvas();
    private final List<Cell> cells = new ArrayList<>();
    private double laidOutFor = -1;
    private double titleEnd;
    private double stateStart;

    /**
     * @param openDevice gets the id of the device an operator wants to see closely
     */
    AreaCard(AreaModel area, Consumer<String> openDevice) {
        this.area = area;
        getChildren().add(canvas);
        setOnMouseClicked(
                event ->
                        cells.stream()
                                .filter(cell -> holds(cell, event.getX(), event.getY()))
                                .findFirst()
                                .ifPresent(cell -> openDevice.accept(cell.device.id())));
    }

    private boolean holds(Cell cell, double x, double y) {
        return x >= cell.x && x < cell.x + cell.width && y >= cell.y && y < cell.y + cellHeight();
    }

    private double column() {
        return area.isCompact() ? 22 : 54;
    }

    private double cellHeight() {
        return area.isCompact() ? 66 : 112;
    }

    private double cellWidth(PlantView.Device device) {
        int bars = AreaModel.bars(device).size();
        double least = area.isCompact() ? 58 : bars == 0 ? 170 : 92;
        return Math.max(bars * column() + 10, least);
    }

    /** The width the card takes where there is room for all its cells side by side. */
    double naturalWidth() {
        double width = GAP;
        for (PlantView.Device device : area.devices()) {
            width += cellWidth(device) + GAP;
        }
        return Math.max(
                width,
                GAP
                        + MARK
                        + widthOf(area.name(), Fonts.TITLE)
                        + GAP
                        + widthOf(area.longSummary(), Fonts.NAME)
                        + GAP);
    }

    /** Where the title in the head ended when the card was last drawn, in pixels. */
    double titleEnd() {
        return titleEnd;
    }

    /** Where the state in the head began when the card was last drawn, in pixels. */
    double stateStart() {
        return stateStart;
    }

    private static double widthOf(String text, Font font) {
        Text measured = new Text(text);
        measured.setFont(font);
        return measured.getLayoutBounds().getWidth();
    }

    /** The text, or as much of its beginning as there is room for. */
    private static String shortened(String text, Font font, double room) {
        if (widthOf(text, font) <= room) {
            return text;
        }
        int length = text.length();
        while (length > 0 && widthOf(text.substring(0, length) + "…", font) > room) {
            length--;
        }
        return length == 0 ? "" : text.substring(0, length).stripTrailing() + "…";
    }

    /** Lays its cells out in rows within a width. */
    void fit(double width) {
        if (width == laidOutFor) {
            return;
        }
        laidOutFor = width;
        cells.clear();
        double x = GAP;
        double y = HEAD;
        for (PlantView.Device device : area.devices()) {
            double wide = cellWidth(device);
            if (x > GAP && x + wide + GAP > width) {
                x = GAP;
                y += cellHeight() + GAP;
            }
            cells.add(new Cell(device, AreaModel.bars(device), x, y, wide));
            x += wide + GAP;
        }
        double height = area.devices().isEmpty() ? HEAD + 24 : y + cellHeight() + GAP;
        canvas.setWidth(width);
        canvas.setHeight(height);
        setMinSize(width, height);
        setPrefSize(width, height);
        setMaxSize(width, height);
    }

    void draw(Frame frame) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setFill(Palette.PANEL);
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.setStroke(Palette.LINE);
        g.setLineWidth(1);
        g.strokeRect(0.5, 0.5, canvas.getWidth() - 1, canvas.getHeight() - 1);
        head(g, frame);
        for (Cell cell : cells) {
            cell(g, cell, frame);
        }
    }

    private void head(GraphicsContext g, Frame frame) {
        List<AlarmView> alarms = area.alarms(frame);
        double x = GAP;
        if (!alarms.isEmpty()) {
            AlarmView worst = alarms.getFirst();
            Marks.alarm(g, x, 7, 17, worst, frame.isLit(AlarmSigns.blinksSlowly(worst)));
            x += MARK;
        }
        String state = area.summary(frame);
        stateStart = canvas.getWidth() - GAP - widthOf(state, Fonts.NAME);
        String title = shortened(area.name(), Fonts.TITLE, stateStart - GAP - x);
        titleEnd = x + widthOf(title, Fonts.TITLE);
        g.setFill(Palette.TEXT);
        g.setFont(Fonts.TITLE);
        g.fillText(title, x, 20);
        g.setFont(Fonts.NAME);
        g.setFill(Palette.DIM);
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(state, canvas.getWidth() - GAP, 20);
        g.setTextAlign(TextAlignment.LEFT);
        setAccessibleText(area.name() + ", " + state);
    }

    private void cell(GraphicsContext g, Cell cell, Frame frame) {
        g.setFill(Palette.GROUND);
        g.fillRect(cell.x, cell.y, cell.width, cellHeight());
        var alarm = frame.alarms().worstOfDevice(cell.device.id());
        g.setFill(Palette.TEXT);
        g.setFont(Fonts.NAME);
        double room = cell.width - 8 - (alarm.isPresent() ? 18 : 0);
        g.fillText(cell.device.name(), cell.x + 4, cell.y + 13, room);
        alarm.ifPresent(
                a ->
                        Marks.alarm(
                                g,
                                cell.x + cell.width - 17,
                                cell.y + 2,
                                14,
                                a,
                                frame.isLit(AlarmSigns.blinksSlowly(a))));
        if (cell.bars.isEmpty()) {
            states(g, cell, frame);
            return;
        }
        double x = cell.x + 6;
        for (PlantView.Signal signal : cell.bars) {
            Reading reading = frame.reading(cell.device, signal);
            if (area.isCompact()) {
                Bar.draw(g, signal, reading, x, cell.y + 20, 10, cellHeight() - 26);
            } else {
                column(g, signal, reading, x, cell.y);
            }
            x += column();
        }
    }

    private void column(
            GraphicsContext g, PlantView.Signal signal, Reading reading, double x, double y) {
        g.setFont(Fonts.TINY);
        g.setFill(Palette.DIM);
        g.fillText(signal.label(), x, y + 27, column() - 4);
        Bar.draw(g, signal, reading, x + 10, y + 32, 16, cellHeight() - 50);
        Look look = Look.of(reading);
        g.setFont(Fonts.SMALL_BOLD);
        g.setFill(look.isPresent() ? Palette.TEXT : Palette.DIM);
        String text = look == Look.BAD ? "?" : Figures.value(reading.value(), signal.decimals());
        g.fillText(
                look == Look.UNCERTAIN ? "~" + text : text, x, y + cellHeight() - 6, column() - 4);
    }

    /** The values of a device without scales, in words. */
    private void states(GraphicsContext g, Cell cell, Frame frame) {
        double y = cell.y + 30;
        g.setFont(area.isCompact() ? Fonts.TINY : Fonts.SMALL);
        for (PlantView.Signal signal : cell.device.signals()) {
            if (y > cell.y + cellHeight() - 4) {
                return;
            }
            Reading reading = frame.reading(cell.device, signal);
            Look look = Look.of(reading);
            g.setFill(
                    look == Look.BAD ? Palette.BAD : look.isPresent() ? Palette.TEXT : Palette.DIM);
            String text = look == Look.BAD ? "?" : Figures.withUnit(reading.value(), signal);
            g.fillText(
                    signal.label() + " " + text + (look == Look.OLD ? " old" : ""),
                    cell.x + 4,
                    y,
                    cell.width - 8);
            y += 15;
        }
    }
}
