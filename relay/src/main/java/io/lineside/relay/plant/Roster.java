package io.lineside.relay.plant;

import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;
import io.lineside.wire.PlantView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The plant view: the model's sites, and what appeared by itself. For the plant thread alone. */
final class Roster {

    private static final int DECIMALS = 2;

    private final List<PlantView.Site> sites;
    private final Map<String, TreeSet<String>> appeared = new TreeMap<>();
    private PlantView view;
    private boolean stale;

    /**
     * The model's sites.
     *
     * @param version above every version an earlier life of the relay told, so that clients which
     *     stayed ask again
     */
    Roster(List<PlantView.Site> sites, long version) {
        this.sites = sites;
        this.view = new PlantView(version, sites);
    }

    void appeared(SignalId signal) {
        appeared.computeIfAbsent(signal.device(), _ -> new TreeSet<>()).add(signal.name());
        stale = true;
    }

    /** Makes a new view when something appeared; whether it did. */
    boolean refresh() {
        if (!stale) {
            return false;
        }
        stale = false;
        List<PlantView.Site> all = new ArrayList<>(sites);
        all.add(unassigned());
        view = new PlantView(view.version() + 1, List.copyOf(all));
        return true;
    }

    PlantView view() {
        return view;
    }

    private PlantView.Site unassigned() {
        AssetPath unit = AssetPath.UNASSIGNED;
        List<PlantView.Device> devices = new ArrayList<>();
        appeared.forEach(
                (id, names) ->
                        devices.add(
                                new PlantView.Device(
                                        id,
                                        id,
                                        null,
                                        null,
                                        names.stream().map(Roster::signal).toList())));
        return new PlantView.Site(
                unit.site().text(),
                "Unassigned",
                "UTC",
                List.of(
                        new PlantView.Area(
                                unit.area().text(),
                                "Devices",
                                List.of(
                                        new PlantView.Unit(
                                                unit.text(), "All", List.copyOf(devices))))));
    }

    private static PlantView.Signal signal(String name) {
        return new PlantView.Signal(
                name, name, "", DECIMALS, null, null, null, PlantView.Limits.NONE);
    }
}
