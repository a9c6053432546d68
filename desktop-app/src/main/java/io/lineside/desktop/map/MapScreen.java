package io.lineside.desktop.map;

import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.desktop.screen.Screen;
import io.lineside.model.AssetPath;
import io.lineside.wire.PlantView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.scene.Parent;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Devices on a map: drag to move, wheel or + and - to zoom, click a device to open it. */
public final class MapScreen implements Screen {

    private static final Logger LOG = LoggerFactory.getLogger(MapScreen.class);
    private static final String EVERYTHING = "Whole plant";
    private static final double REACH = 16;

    private static final AtomicBoolean LOADING = new AtomicBoolean();
    private static volatile WorldMap world = WorldMap.EMPTY;

    private final Consumer<String> openDevice;
    private final Canvas base = new Canvas();
    private final Canvas overlay = new Canvas();
    private final ComboBox<String> area = new ComboBox<>();
    private final Label summary = new Label();
    private final BorderPane page = new BorderPane();
    private PlantIndex plant = PlantIndex.empty();
    private Viewport view = Viewport.world(800, 500);
    private WorldMap drawn = WorldMap.EMPTY;
    private List<Places.Cluster> clusters = List.of();
    private @Nullable Frame last;
    private boolean follow = true;
    private boolean baseStale = true;
    private int fitted;
    private double dragX;
    private double dragY;

    /** Reads the world's outlines, on a thread of its own, once for all maps. Any thread. */
    public static void loadWorld() {
        if (LOADING.getAndSet(true)) {
            return;
        }
        Thread.ofPlatform()
                .daemon()
                .name("map-load")
                .start(
                        () -> {
                            try {
                                world = WorldMap.load();
                            } catch (IOException | RuntimeException e) {
                                LOG.error("the map stays without outlines", e);
                            }
                        });
    }

    /** Whether the outlines are there. */
    public static boolean hasWorld() {
        return world != WorldMap.EMPTY;
    }

    /**
     * @param openDevice told the id of the device an operator wants to see closely
     */
    public MapScreen(Consumer<String> openDevice) {
        this.openDevice = openDevice;
        Pane canvases = new Pane(base, overlay);
        canvases.widthProperty()
                .addListener((property, old, now) -> resize(now.doubleValue(), view.height()));
        canvases.heightProperty()
                .addListener((property, old, now) -> resize(view.width(), now.doubleValue()));
        canvases.setMinSize(200, 150);
        area.getItems().add(EVERYTHING);
        area.setValue(EVERYTHING);
        area.setOnAction(event -> fitAll());
        HBox tools =
                new HBox(
                        8,
                        area,
                        button("Fit", this::fitAll),
                        button("+", () -> zoom(1.6)),
                        button("−", () -> zoom(1 / 1.6)),
                        summary);
        tools.getStyleClass().add("ls-tools");
        page.setTop(tools);
        page.setCenter(canvases);
        page.getStyleClass().add("ls-page");
        listen();
    }

    private static Button button(String text, Runnable action) {
        Button button = new Button(text);
        button.getStyleClass().add("ls-button");
        button.setOnAction(event -> action.run());
        return button;
    }

    private void listen() {
        overlay.setOnScroll(
                event ->
                        look(
                                view.zoomed(
                                        event.getDeltaY() > 0 ? 1.25 : 0.8,
                                        event.getX(),
                                        event.getY())));
        overlay.setOnMousePressed(
                event -> {
                    dragX = event.getX();
                    dragY = event.getY();
                });
        overlay.setOnMouseDragged(
                event -> {
                    look(view.moved(event.getX() - dragX, event.getY() - dragY));
                    dragX = event.getX();
                    dragY = event.getY();
                });
        overlay.setOnMouseClicked(
                event -> {
                    if (event.isStillSincePress()) {
                        click(event.getX(), event.getY());
                    }
                });
    }

    private void click(double x, double y) {
        for (Places.Cluster cluster : clusters) {
            if (Math.hypot(view.toX(cluster.x()) - x, view.toY(cluster.y()) - y) < REACH) {
                if (cluster.places().size() == 1) {
                    openDevice.accept(cluster.places().getFirst().device().id());
                } else {
                    look(view.zoomed(2.5, x, y));
                }
                return;
            }
        }
    }

    private void zoom(double factor) {
        look(view.zoomed(factor, view.width() / 2, view.height() / 2));
    }

    /** The operator chose this view: it no longer follows the devices. */
    private void look(Viewport chosen) {
        follow = false;
        view = chosen;
        redraw();
    }

    private void fitAll() {
        follow = true;
        fitted = 0;
        redraw();
    }

    private void resize(double width, double height) {
        if (width > 0 && height > 0) {
            base.setWidth(width);
            base.setHeight(height);
            overlay.setWidth(width);
            overlay.setHeight(height);
            view = view.resized(width, height);
            fitted = 0;
            redraw();
        }
    }

    private void redraw() {
        baseStale = true;
        Frame frame = last;
        if (frame != null) {
            pulse(frame);
        }
    }

    @Override
    public String id() {
        return "map";
    }

    @Override
    public String title() {
        return "Map";
    }

    @Override
    public Parent node() {
        return page;
    }

    /** Shows the devices of a site, area or unit; an unknown path shows the whole plant. */
    public void focus(String path) {
        area.setValue(area.getItems().contains(path) ? path : EVERYTHING);
        fitAll();
    }

    /** The whole, and the unit with the most moving devices, where their trails can be seen. */
    @Override
    public List<String> variants() {
        Map<String, Long> moving = new TreeMap<>();
        clusters.stream()
                .flatMap(cluster -> cluster.places().stream())
                .filter(place -> place.position() != null)
                .forEach(
                        place ->
                                moving.merge(
                                        plant.unitOf(place.device().id()).text(), 1L, Long::sum));
        return moving.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> List.of("", most.getKey()))
                .orElse(List.of(""));
    }

    @Override
    public void choose(String variant) {
        focus(variant);
    }

    @Override
    public void show(PlantIndex newPlant) {
        plant = newPlant;
        List<String> paths = new ArrayList<>(List.of(EVERYTHING));
        for (PlantView.Site site : plant.view().sites()) {
            for (PlantView.Area each : site.areas()) {
                each.units().forEach(unit -> paths.add(unit.path()));
            }
        }
        if (!paths.equals(area.getItems())) {
            String before = area.getValue();
            area.getItems().setAll(paths);
            area.setValue(paths.contains(before) ? before : EVERYTHING);
        }
        fitted = 0;
    }

    @Override
    public void pulse(Frame frame) {
        last = frame;
        List<Places.Place> places = Places.of(plant, frame);
        if (follow && places.size() != fitted) {
            fit(places);
        }
        WorldMap now = world;
        if (baseStale || drawn != now) {
            drawn = now;
            baseStale = false;
            BaseLayer.draw(base.getGraphicsContext2D(), now, view);
        }
        clusters = Places.cluster(places, view);
        DeviceLayer.draw(overlay.getGraphicsContext2D(), places, clusters, view, frame);
        long old = places.stream().filter(place -> !place.look().isPresent()).count();
        summary.setText(
                places.isEmpty()
                        ? "No device has told a position yet"
                        : places.size() + " devices" + (old == 0 ? "" : ", " + old + " not live"));
    }

    private void fit(List<Places.Place> places) {
        String chosen = area.getValue();
        List<Places.Place> wanted =
                EVERYTHING.equals(chosen)
                        ? places
                        : places.stream()
                                .filter(
                                        place ->
                                                new AssetPath(chosen)
                                                        .covers(plant.unitOf(place.device().id())))
                                .toList();
        fitted = places.size();
        if (wanted.isEmpty()) {
            view = Viewport.world(view.width(), view.height());
        } else {
            view =
                    Viewport.fit(
                            wanted.stream().mapToDouble(Places.Place::x).min().orElse(0),
                            wanted.stream().mapToDouble(Places.Place::y).min().orElse(0),
                            wanted.stream().mapToDouble(Places.Place::x).max().orElse(1),
                            wanted.stream().mapToDouble(Places.Place::y).max().orElse(1),
                            view.width(),
                            view.height());
        }
        baseStale = true;
    }
}
