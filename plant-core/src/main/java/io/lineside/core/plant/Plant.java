package io.lineside.core.plant;

import io.lineside.core.alarm.AlarmDefinition;
import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;
import io.lineside.model.Value.Geo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plant as plant.yaml describes it. Site {@code unassigned} is not part of it.
 *
 * @param sites in the order of the file
 */
public record Plant(List<Site> sites) {

    public Plant {
        sites = List.copyOf(sites);
    }

    /**
     * A site.
     *
     * @param path the site's id
     * @param zone the time zone its people live in, as the plant file names it: an IANA name such
     *     as {@code Europe/Berlin}
     */
    public record Site(AssetPath path, String name, String zone, List<Area> areas) {
        public Site {
            areas = List.copyOf(areas);
        }
    }

    /** An area: what one operator position looks after. */
    public record Area(AssetPath path, String name, List<Unit> units) {
        public Area {
            units = List.copyOf(units);
        }
    }

    /** A unit: one piece of process equipment, or a group of devices. */
    public record Unit(AssetPath path, String name, List<Device> devices) {
        public Unit {
            devices = List.copyOf(devices);
        }
    }

    /**
     * A device.
     *
     * @param id the id its samples carry; unique in the plant
     * @param place where it stands; null when it has no fixed place
     */
    public record Device(String id, String name, @Nullable Geo place, List<Signal> signals) {
        public Device {
            signals = List.copyOf(signals);
        }
    }

    /** Every signal by its id, in the order of the file. */
    public SequencedMap<SignalId, Signal> signals() {
        SequencedMap<SignalId, Signal> signals = new LinkedHashMap<>();
        devices()
                .flatMap(device -> device.signals().stream())
                .forEach(signal -> signals.put(signal.id(), signal));
        return Collections.unmodifiableSequencedMap(signals);
    }

    /** Every alarm, in the order of the file. */
    public List<AlarmDefinition> alarms() {
        return devices()
                .flatMap(device -> device.signals().stream())
                .flatMap(signal -> signal.alarms().stream())
                .toList();
    }

    private Stream<Device> devices() {
        return sites.stream()
                .flatMap(site -> site.areas().stream())
                .flatMap(area -> area.units().stream())
                .flatMap(unit -> unit.devices().stream());
    }
}
