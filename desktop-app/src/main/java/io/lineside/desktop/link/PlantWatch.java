package io.lineside.desktop.link;

import io.lineside.desktop.plant.PlantIndex;
import io.lineside.model.AssetPath;
import io.lineside.wire.Groups;
import io.lineside.wire.PlantView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The plant as the relay last described it, and when to ask for it again. For the link thread, but
 * for {@link #index}.
 */
final class PlantWatch {

    private final Transport transport;
    private final List<String> wanted;
    private volatile PlantIndex index = PlantIndex.empty();
    private boolean known;
    private boolean asked;

    /**
     * @param wanted what to subscribe to; empty: every site there is
     */
    PlantWatch(Transport transport, List<String> wanted) {
        this.transport = transport;
        this.wanted = List.copyOf(wanted);
    }

    /** The plant, on any thread. */
    PlantIndex index() {
        return index;
    }

    boolean isKnown() {
        return known;
    }

    /** A connection was opened, or the relay refused: a request made before is not answered. */
    void forgetAsked() {
        asked = false;
    }

    /** Asks for the plant, unless a request is in flight. */
    void ask() {
        if (!asked) {
            asked = true;
            transport.fetchPlant();
        }
    }

    /** Asks again when another version is in force at the relay. */
    void check(long version) {
        if (version != index.view().version()) {
            ask();
        }
    }

    /** Takes in the plant; true when other paths are to be subscribed to. */
    boolean take(PlantView view) {
        asked = false;
        known = true;
        List<String> before = paths();
        index = PlantIndex.of(view);
        return !before.equals(paths());
    }

    /** Whether the values of this group come by what is subscribed to. */
    boolean isWanted(String valuesGroup) {
        if (wanted.isEmpty()) {
            return true;
        }
        AssetPath unit = new AssetPath(valuesGroup.substring(Groups.VALUES.length()));
        return wanted.stream().anyMatch(path -> new AssetPath(path).covers(unit));
    }

    /**
     * What to subscribe to: what is wanted, else every site and the devices that the plant model
     * does not name.
     */
    List<String> paths() {
        if (!wanted.isEmpty()) {
            return wanted;
        }
        Set<String> sites = new HashSet<>();
        index.view().sites().forEach(site -> sites.add(site.path()));
        sites.add(AssetPath.UNASSIGNED.site().text());
        return sites.stream().sorted().toList();
    }
}
