package io.lineside.desktop.plant;

import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;
import io.lineside.wire.Groups;
import io.lineside.wire.PlantView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The plant view, by path and by device. Immutable. */
public final class PlantIndex {

    private final PlantView view;
    private final Map<String, PlantView.Device> devices = new LinkedHashMap<>();
    private final Map<String, AssetPath> units = new LinkedHashMap<>();

    private PlantIndex(PlantView view) {
        this.view = view;
        for (PlantView.Site site : view.sites()) {
            for (PlantView.Area area : site.areas()) {
                for (PlantView.Unit unit : area.units()) {
                    for (PlantView.Device device : unit.devices()) {
                        devices.put(device.id(), device);
                        units.put(device.id(), new AssetPath(unit.path()));
                    }
                }
            }
        }
    }

    public static PlantIndex of(PlantView view) {
        return new PlantIndex(view);
    }

    /** A plant of which nothing is known yet. */
    public static PlantIndex empty() {
        return new PlantIndex(new PlantView(0, List.of()));
    }

    public PlantView view() {
        return view;
    }

    public Optional<PlantView.Device> device(String id) {
        return Optional.ofNullable(devices.get(id));
    }

    /** All devices, in the order of the plant. */
    public List<PlantView.Device> devices() {
        return List.copyOf(devices.values());
    }

    /** The devices of this place and its parts. */
    public List<PlantView.Device> devicesUnder(AssetPath path) {
        List<PlantView.Device> found = new ArrayList<>();
        units.forEach(
                (id, unit) -> {
                    PlantView.Device device = devices.get(id);
                    if (device != null && path.covers(unit)) {
                        found.add(device);
                    }
                });
        return found;
    }

    /**
     * The unit a device belongs to; {@link AssetPath#UNASSIGNED} when the plant does not name it.
     */
    public AssetPath unitOf(String deviceId) {
        return units.getOrDefault(deviceId, AssetPath.UNASSIGNED);
    }

    /** The signals whose values come by this values group. */
    public Set<SignalId> signalsOf(String valuesGroup) {
        Set<SignalId> signals = new HashSet<>();
        units.forEach(
                (id, unit) -> {
                    PlantView.Device device = devices.get(id);
                    if (device != null && Groups.values(unit).equals(valuesGroup)) {
                        device.signals()
                                .forEach(signal -> signals.add(new SignalId(id, signal.name())));
                    }
                });
        return signals;
    }
}
