package io.lineside.desktop.overview;

import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.desktop.screen.Screen;
import io.lineside.desktop.screen.ScreenContext;
import java.util.List;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;

/** All areas at a glance: a card for each. */
public final class OverviewScreen implements Screen {

    private static final double GAP = 8;

    /** Until the window is laid out. */
    private static final double FIRST_WIDTH = 960;

    private final OverviewModel model;
    private final FlowPane flow = new FlowPane(GAP, GAP);
    private final ScrollPane scroll = new ScrollPane(flow);
    private final BorderPane page = new BorderPane(scroll);
    private List<AreaCard> cards = List.of();
    private boolean redraw = true;
    private boolean lastLit;

    public OverviewScreen(ScreenContext context) {
        this.model = new OverviewModel(context.navigation());
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.viewportBoundsProperty().addListener((bounds, old, now) -> fit(now.getWidth()));
        Label summary = new Label();
        summary.textProperty().bind(model.summary());
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
    public Parent node() {
        return page;
    }

    @Override
    public void show(PlantIndex plant) {
        model.show(plant);
        cards = model.areas().stream().map(area -> new AreaCard(area, model::openDevice)).toList();
        flow.getChildren().setAll(cards);
        double width = scroll.getViewportBounds().getWidth();
        fit(width > 0 ? width : FIRST_WIDTH);
    }

    @Override
    public void pulse(Frame frame) {
        boolean lit = frame.isLit(false);
        if (redraw || lit != lastLit || !frame.changed().isEmpty()) {
            cards.forEach(card -> card.draw(frame));
            redraw = false;
            lastLit = lit;
        }
        model.pulse(frame);
    }
}
