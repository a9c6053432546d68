package io.lineside.desktop.link;

import io.lineside.desktop.plant.PlantIndex;
import io.lineside.model.AssetPath;
import io.lineside.wire.Groups;
import io.lineside.wire.PlantView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The plant as last told, and when to ask for it again. For the link thread, but for {@link
 * #index}.
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

    /** A new connection, or a refusal: what was asked before is not answered any more. */
    void forgetAsked() {
        asked = false;
    }

    void ask() {
        if (!asked) {
            asked = true;
            transport.fetchPlant();
        }
    }

    /** Asks again when the relay says that another version is in force. */
    void check(long version) {
        if (version != index.view().version()) {
            ask();
        }
    }

    /** Takes in the plant; answers whether there are other paths to subscribe to. */
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

    /** What to subscribe to; devices that no model names come with every site. */
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
