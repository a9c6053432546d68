package io.lineside.desktop.overview;

import io.lineside.desktop.format.Figures;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.desktop.screen.Screen;
import io.lineside.model.SignalId;
import io.lineside.wire.PlantView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;

/** All areas at a glance. */
public final class OverviewScreen implements Screen {

    private static final double GAP = 8;

    private final Consumer<String> openDevice;
    private final FlowPane flow = new FlowPane(GAP, GAP);
    private final ScrollPane scroll = new ScrollPane(flow);
    private final Label summary = new Label();
    private final BorderPane page = new BorderPane(scroll);
    private final List<AreaCard> cards = new ArrayList<>();
    private PlantIndex plant = PlantIndex.empty();
    private boolean redraw = true;
    private boolean lastLit;

    /**
     * @param openDevice told the id of the device an operator wants to see closely
     */
    public OverviewScreen(Consumer<String> openDevice) {
        this.openDevice = openDevice;
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.viewportBoundsProperty().addListener((bounds, old, now) -> fit(now.getWidth()));
        summary.getStyleClass().add("ls-summary");
        page.setTop(summary);
        page.getStyleClass().add("ls-page");
    }

    private void fit(double width) {
        for (AreaCard card : cards) {
            card.fit(Math.min(width, card.naturalWidth()));
        }
        redraw = true;
    }

    @Override
    public String id() {
        return "overview";
    }

    @Override
    public String title() {
        return "Overview";
    }

    @Override
    public Parent node() {
        return page;
    }

    @Override
    public void show(PlantIndex newPlant) {
        plant = newPlant;
        cards.clear();
        for (PlantView.Site site : plant.view().sites()) {
            for (PlantView.Area area : site.areas()) {
                if (area.units().stream().anyMatch(unit -> !unit.devices().isEmpty())) {
                    cards.add(new AreaCard(site, area, openDevice));
                }
            }
        }
        flow.getChildren().setAll(cards);
        double width = scroll.getViewportBounds().getWidth();
        fit(width > 0 ? width : 960);
    }

    @Override
    public void pulse(Frame frame) {
        boolean lit = frame.isLit(false);
        if (redraw || lit != lastLit || !frame.changed().isEmpty()) {
            cards.forEach(card -> card.draw(frame));
            redraw = false;
            lastLit = lit;
        }
        summary.setText(summary(frame));
    }

    private String summary(Frame frame) {
        if (plant.devices().isEmpty()) {
            return "No devices are known yet: waiting for the relay to tell of the plant.";
        }
        long newest = 0;
        for (PlantView.Device device : plant.devices()) {
            for (PlantView.Signal signal : device.signals()) {
                newest =
                        Math.max(
                                newest,
                                frame.readings()
                                        .of(new SignalId(device.id(), signal.name()))
                                        .sourceTime());
            }
        }
        String data =
                newest == 0
                        ? "no data yet"
                        : "newest data " + Figures.age(frame.now() - newest) + " old";
        long alarming =
                plant.view().sites().stream()
                        .flatMap(site -> site.areas().stream())
                        .filter(
                                area ->
                                        !frame.alarms()
                                                .under(new io.lineside.model.AssetPath(area.path()))
                                                .isEmpty())
                        .count();
        if (!frame.status().isLive()) {
            return cards.size() + " areas, NOT LIVE, " + data;
        }
        return (alarming == 0
                        ? "All " + cards.size() + " areas without alarms, "
                        : alarming + " of " + cards.size() + " areas in alarm, ")
                + data;
    }
}
