package io.lineside.desktop.plant;

import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;
import io.lineside.wire.Groups;
import io.lineside.wire.PlantView;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plant view, by path and by device. Immutable. */
public final class PlantIndex {

    private static final Logger LOG = LoggerFactory.getLogger(PlantIndex.class);

    private final PlantView view;
    private final Map<String, PlantView.Device> devices = new LinkedHashMap<>();
    private final ZoneId zone;
    private final Map<String, AssetPath> units = new LinkedHashMap<>();

    private PlantIndex(PlantView view) {
        this.view = view;
        this.zone = zone(view);
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

    /** The index of a plant view. */
    public static PlantIndex of(PlantView view) {
        return new PlantIndex(view);
    }

    /** A plant of which nothing is known yet. */
    public static PlantIndex empty() {
        return new PlantIndex(new PlantView(0, List.of()));
    }

    /** The plant as the relay describes it. */
    public PlantView view() {
        return view;
    }

    /**
     * The time zone to show times in, everywhere on this desktop: that of the plant's first site;
     * this computer's while no site is known, and where this computer does not know that zone.
     */
    public ZoneId zone() {
        return zone;
    }

    private static ZoneId zone(PlantView view) {
        if (view.sites().isEmpty()) {
            return ZoneId.systemDefault();
        }
        String name = view.sites().getFirst().zone();
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            LOG.warn("Time zone {} is not known here; times are shown in this computer's", name);
            return ZoneId.systemDefault();
        }
    }

    /** Every area of the plant, in the order of the plant. */
    public List<PlantView.Area> areas() {
        return view.sites().stream().flatMap(site -> site.areas().stream()).toList();
    }

    /** A device by its id; empty when the plant view does not have it. */
    public Optional<PlantView.Device> device(String id) {
        return Optional.ofNullable(devices.get(id));
    }

    /** All devices, in the order of the plant. */
    public List<PlantView.Device> devices() {
        return List.copyOf(devices.values());
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
