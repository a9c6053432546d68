package io.lineside.desktop.overview;

import io.lineside.desktop.format.Scales;
import io.lineside.desktop.frame.Frame;
import io.lineside.model.AssetPath;
import io.lineside.wire.AlarmView;
import io.lineside.wire.PlantView;
import java.util.List;

/** One area on the overview. Immutable; what it shows comes with each frame. */
final class AreaModel {

    /** With more devices than this, each gets a small cell. */
    private static final int MOST_LARGE_CELLS = 8;

    private static final int MOST_BARS = 6;

    private final AssetPath path;
    private final String name;
    private final List<PlantView.Device> devices;

    AreaModel(PlantView.Site site, PlantView.Area area) {
        this.path = new AssetPath(area.path());
        this.name = site.name() + " · " + area.name();
        this.devices = area.units().stream().flatMap(unit -> unit.devices().stream()).toList();
    }

    String name() {
        return name;
    }

    /** The area's devices, in the order of the plant. */
    List<PlantView.Device> devices() {
        return devices;
    }

    /** Whether its cells are small. */
    boolean isCompact() {
        return devices.size() > MOST_LARGE_CELLS;
    }

    /** The signals of a device that are drawn as bars. */
    static List<PlantView.Signal> bars(PlantView.Device device) {
        return device.signals().stream().filter(Scales::has).limit(MOST_BARS).toList();
    }

    /** The alarms of the area, the most urgent first. */
    List<AlarmView> alarms(Frame frame) {
        return frame.alarms().under(path);
    }

    /** How many alarms there are and how many values are live: the right of the card's head. */
    String summary(Frame frame) {
        long live = 0;
        for (PlantView.Device device : devices) {
            for (PlantView.Signal signal : device.signals()) {
                if (frame.reading(device, signal).looksLive()) {
                    live++;
                }
            }
        }
        long all = signals();
        String values = all == live ? "all " + all + " live" : live + " of " + all + " live";
        int alarms = alarms(frame).size();
        return alarms == 0 ? values : alarms + (alarms == 1 ? " alarm · " : " alarms · ") + values;
    }

    /** The longest summary of an ordinary upset, for which there should be room. */
    String longSummary() {
        return "99 alarms · " + signals() + " of " + signals() + " live";
    }

    private long signals() {
        return devices.stream().mapToLong(device -> device.signals().size()).sum();
    }
}
