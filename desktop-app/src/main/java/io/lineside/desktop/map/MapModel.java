package io.lineside.desktop.map;

import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.desktop.screen.Navigation;
import io.lineside.model.AssetPath;
import io.lineside.wire.PlantView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Where the devices are and which part of the world is shown. The view follows the devices, until
 * an operator moves or zooms it. FX thread; needs no stage.
 */
final class MapModel {

    static final String EVERYTHING = "Whole plant";

    /** How near to a mark a click has to be, pixels. */
    private static final double REACH = 16;

    private static final double STEP = 1.6;
    private static final double WHEEL_STEP = 1.25;
    private static final double CLUSTER_STEP = 2.5;

    private final Navigation navigation;
    private final ObservableList<String> areas = FXCollections.observableArrayList(EVERYTHING);
    private final ReadOnlyStringWrapper area = new ReadOnlyStringWrapper(EVERYTHING);
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private PlantIndex plant = PlantIndex.empty();
    private Viewport view = Viewport.world(800, 500);
    private List<Places.Place> places = List.of();
    private List<Places.Cluster> clusters = List.of();
    private boolean follows = true;
    private int fitted;

    MapModel(Navigation navigation) {
        this.navigation = navigation;
    }

    /** What an operator can choose: the whole plant, and each of its units. */
    ObservableList<String> areas() {
        return areas;
    }

    /** What the operator has chosen of {@link #areas}. */
    ReadOnlyStringProperty area() {
        return area.getReadOnlyProperty();
    }

    /** How many devices are on the map, and how many of them are not live. */
    ReadOnlyStringProperty summary() {
        return summary.getReadOnlyProperty();
    }

    /** The part of the world that is shown. */
    Viewport view() {
        return view;
    }

    /** The devices of the last frame. */
    List<Places.Place> places() {
        return places;
    }

    /** The same devices; those near each other are one. */
    List<Places.Cluster> clusters() {
        return clusters;
    }

    void show(PlantIndex newPlant) {
        plant = newPlant;
        List<String> paths = new ArrayList<>(List.of(EVERYTHING));
        for (PlantView.Area each : plant.areas()) {
            each.units().forEach(unit -> paths.add(unit.path()));
        }
        if (!paths.equals(areas)) {
            String before = area.get();
            areas.setAll(paths);
            area.set(paths.contains(before) ? before : EVERYTHING);
        }
        fitted = 0;
    }

    void pulse(Frame frame) {
        places = Places.of(plant, frame);
        if (follows && places.size() != fitted) {
            fit();
        }
        clusters = Places.cluster(places, view);
        long old = places.stream().filter(place -> !place.look().isPresent()).count();
        summary.set(
                places.isEmpty()
                        ? "No device has told a position yet"
                        : places.size() + " devices" + (old == 0 ? "" : ", " + old + " not live"));
    }

    private void fit() {
        String chosen = area.get();
        List<Places.Place> wanted =
                EVERYTHING.equals(chosen) ? places : placesUnder(new AssetPath(chosen));
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
    }

    private List<Places.Place> placesUnder(AssetPath path) {
        return places.stream()
                .filter(place -> path.covers(plant.unitOf(place.device().id())))
                .toList();
    }

    /** The canvas has another size. */
    void resize(double width, double height) {
        view = view.resized(width, height);
        fitted = 0;
    }

    /** Shows all devices of the chosen area, and follows them again. */
    void fitAll() {
        follows = true;
        fitted = 0;
    }

    /** Shows the devices of a site, area or unit; an unknown path shows the whole plant. */
    void focus(String path) {
        area.set(areas.contains(path) ? path : EVERYTHING);
        fitAll();
    }

    /** The operator moves the world by so many pixels. */
    void move(double pixelsX, double pixelsY) {
        look(view.moved(pixelsX, pixelsY));
    }

    /** The operator zooms by a step, around the middle. */
    void zoom(boolean in) {
        look(view.zoomed(in ? STEP : 1 / STEP, view.width() / 2, view.height() / 2));
    }

    /** The operator turns the wheel over a pixel. */
    void wheel(boolean in, double x, double y) {
        look(view.zoomed(in ? WHEEL_STEP : 1 / WHEEL_STEP, x, y));
    }

    /** The operator clicks: a device is opened, a cluster of devices is zoomed into. */
    void click(double x, double y) {
        for (Places.Cluster cluster : clusters) {
            if (Math.hypot(view.toX(cluster.x()) - x, view.toY(cluster.y()) - y) < REACH) {
                if (cluster.places().size() == 1) {
                    navigation.openDevice(cluster.places().getFirst().device().id());
                } else {
                    look(view.zoomed(CLUSTER_STEP, x, y));
                }
                return;
            }
        }
    }

    /** The operator chose this view: it no longer follows the devices. */
    private void look(Viewport chosen) {
        follows = false;
        view = chosen;
    }

    /** The whole, and the unit with the most moving devices, where their trails can be seen. */
    List<String> variants() {
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
}
