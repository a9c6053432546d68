package io.lineside.desktop.overview;

import io.lineside.desktop.format.Figures;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.desktop.screen.Navigation;
import io.lineside.model.AssetPath;
import io.lineside.wire.PlantView;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What the overview shows: the areas that have devices, and one line over all. FX thread. */
final class OverviewModel {

    private final Navigation navigation;
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private PlantIndex plant = PlantIndex.empty();
    private List<AreaModel> areas = List.of();

    OverviewModel(Navigation navigation) {
        this.navigation = navigation;
    }

    /** One line over all areas. */
    ReadOnlyStringProperty summary() {
        return summary.getReadOnlyProperty();
    }

    /** The areas that have devices, in the order of the plant. */
    List<AreaModel> areas() {
        return areas;
    }

    void show(PlantIndex newPlant) {
        plant = newPlant;
        List<AreaModel> found = new ArrayList<>();
        for (PlantView.Site site : plant.view().sites()) {
            for (PlantView.Area area : site.areas()) {
                if (area.units().stream().anyMatch(unit -> !unit.devices().isEmpty())) {
                    found.add(new AreaModel(site, area));
                }
            }
        }
        areas = List.copyOf(found);
    }

    void pulse(Frame frame) {
        summary.set(summary(frame));
    }

    /** The operator wants to see a device closely. */
    void openDevice(String device) {
        navigation.openDevice(device);
    }

    private String summary(Frame frame) {
        if (plant.devices().isEmpty()) {
            return "No devices are known yet: waiting for the relay to tell of the plant.";
        }
        long newest = plant.devices().stream().mapToLong(frame::newestOf).max().orElse(0);
        String data =
                newest == 0
                        ? "no data yet"
                        : "newest data " + Figures.age(frame.now() - newest) + " old";
        if (!frame.status().isLive()) {
            return areas.size() + " areas, NOT LIVE, " + data;
        }
        long alarming =
                plant.areas().stream()
                        .filter(area -> !frame.alarms().under(new AssetPath(area.path())).isEmpty())
                        .count();
        return (alarming == 0
                        ? "All " + areas.size() + " areas without alarms, "
                        : alarming + " of " + areas.size() + " areas in alarm, ")
                + data;
    }
}
