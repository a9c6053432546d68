package io.lineside.core.plant;

import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The assets in force: the plant's sites, and the devices that appeared by themselves. For the
 * engine thread alone.
 */
public final class AssetCatalog {

    private static final int DECIMALS = 2;

    private final List<Plant.Site> sites;
    private final Map<String, TreeSet<String>> appeared = new TreeMap<>();
    private Assets assets;
    private boolean outdated;

    /**
     * The plant's sites.
     *
     * @param version above every version that an earlier life of the relay published, so that
     *     clients which stayed connected ask again
     */
    public AssetCatalog(List<Plant.Site> sites, long version) {
        this.sites = sites;
        this.assets = new Assets(version, sites);
    }

    /** Notes the first sample of a signal that is not in the plant. */
    public void appeared(SignalId signal) {
        appeared.computeIfAbsent(signal.device(), _ -> new TreeSet<>()).add(signal.name());
        outdated = true;
    }

    /**
     * Makes a new version when a signal appeared since the last call; returns whether a signal
     * appeared.
     */
    public boolean refresh() {
        if (!outdated) {
            return false;
        }
        outdated = false;
        List<Plant.Site> all = new ArrayList<>(sites);
        all.add(unassigned());
        assets = new Assets(assets.version() + 1, all);
        return true;
    }

    /** The version in force. */
    public Assets assets() {
        return assets;
    }

    private Plant.Site unassigned() {
        AssetPath unit = AssetPath.UNASSIGNED;
        List<Plant.Device> devices = new ArrayList<>();
        appeared.forEach(
                (id, names) ->
                        devices.add(
                                new Plant.Device(
                                        id,
                                        id,
                                        null,
                                        names.stream().map(name -> signal(id, name)).toList())));
        return new Plant.Site(
                unit.site(),
                "Unassigned",
                "UTC",
                List.of(
                        new Plant.Area(
                                unit.area(),
                                "Devices",
                                List.of(new Plant.Unit(unit, "All", devices)))));
    }

    private static Signal signal(String device, String name) {
        return new Signal(
                new SignalId(device, name),
                AssetPath.UNASSIGNED,
                new Signal.Display(name, "", DECIMALS, null, null),
                null,
                List.of());
    }
}
