package io.lineside.desktop.map;

import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.desktop.screen.Screen;
import io.lineside.desktop.screen.ScreenContext;
import java.util.List;
import javafx.scene.Parent;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/** Devices on a map: drag to move, wheel or + and - to zoom, click a device to open it. */
public final class MapScreen implements Screen {

    private final MapModel model;
    private final Canvas base = new Canvas();
    private final Canvas overlay = new Canvas();
    private final ComboBox<String> area;
    private final BorderPane page = new BorderPane();
    private @Nullable WorldMap drawnWorld;
    private @Nullable Viewport drawnView;
    private @Nullable Frame last;
    private double dragX;
    private double dragY;

    public MapScreen(ScreenContext context) {
        this.model = new MapModel(context.navigation());
        this.area = new ComboBox<>(model.areas());
        Pane canvases = new Pane(base, overlay);
        canvases.widthProperty()
                .addListener(
                        (property, old, now) -> resize(now.doubleValue(), model.view().height()));
        canvases.heightProperty()
                .addListener(
                        (property, old, now) -> resize(model.view().width(), now.doubleValue()));
        canvases.setMinSize(200, 150);
        area.setValue(model.area().get());
        area.setOnAction(event -> chosen(area.getValue()));
        model.area().addListener((property, old, now) -> area.setValue(now));
        Label summary = new Label();
        summary.textProperty().bind(model.summary());
        HBox tools =
                new HBox(
                        8,
                        area,
                        button("Fit", model::fitAll),
                        button("+", () -> model.zoom(true)),
                        button("−", () -> model.zoom(false)),
                        summary);
        tools.getStyleClass().add("ls-tools");
        page.setTop(tools);
        page.setCenter(canvases);
        page.getStyleClass().add("ls-page");
        listen();
    }

    private Button button(String text, Runnable action) {
        Button button = new Button(text);
        button.getStyleClass().add("ls-button");
        button.setOnAction(
                event -> {
                    action.run();
                    redraw();
                });
        return button;
    }

    private void listen() {
        overlay.setOnScroll(
                event -> {
                    model.wheel(event.getDeltaY() > 0, event.getX(), event.getY());
                    redraw();
                });
        overlay.setOnMousePressed(
                event -> {
                    dragX = event.getX();
                    dragY = event.getY();
                });
        overlay.setOnMouseDragged(
                event -> {
                    model.move(event.getX() - dragX, event.getY() - dragY);
                    dragX = event.getX();
                    dragY = event.getY();
                    redraw();
                });
        overlay.setOnMouseClicked(
                event -> {
                    if (event.isStillSincePress()) {
                        model.click(event.getX(), event.getY());
                        redraw();
                    }
                });
    }

    /** The combo box has no value for a moment while its choices are replaced. */
    private void chosen(@Nullable String path) {
        if (path != null) {
            model.focus(path);
            redraw();
        }
    }

    private void resize(double width, double height) {
        if (width > 0 && height > 0) {
            base.setWidth(width);
            base.setHeight(height);
            overlay.setWidth(width);
            overlay.setHeight(height);
            model.resize(width, height);
            redraw();
        }
    }

    private void redraw() {
        Frame frame = last;
        if (frame != null) {
            pulse(frame);
        }
    }

    @Override
    public Parent node() {
        return page;
    }

    @Override
    public List<String> variants() {
        return model.variants();
    }

    @Override
    public void choose(String detail) {
        model.focus(detail);
        redraw();
    }

    @Override
    public void prepare() {
        WorldOutlines.load();
    }

    @Override
    public void show(PlantIndex plant) {
        model.show(plant);
        area.setValue(model.area().get());
    }

    @Override
    public void pulse(Frame frame) {
        last = frame;
        model.pulse(frame);
        Viewport view = model.view();
        WorldMap world = WorldOutlines.current();
        if (world != drawnWorld || !view.equals(drawnView)) {
            drawnWorld = world;
            drawnView = view;
            BaseLayer.draw(base.getGraphicsContext2D(), world, view);
        }
        DeviceLayer.draw(
                overlay.getGraphicsContext2D(), model.places(), model.clusters(), view, frame);
    }
}
