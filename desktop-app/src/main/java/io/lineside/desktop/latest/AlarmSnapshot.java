package io.lineside.desktop.latest;

import io.lineside.model.AlarmState;
import io.lineside.model.AssetPath;
import io.lineside.wire.AlarmView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The alarms at one moment, by signal, device and place. Immutable. */
public final class AlarmSnapshot {

    public static final AlarmSnapshot EMPTY = new AlarmSnapshot(List.of());

    /** An alarm and its unit's path, read once: screens ask for places at every pulse. */
    private record Placed(AlarmView alarm, AssetPath unit) {}

    private final List<AlarmView> alarms;
    private final List<Placed> placed;
    private final Map<String, AlarmView> worstBySignal = new HashMap<>();
    private final Map<String, AlarmView> worstByDevice = new HashMap<>();

    /**
     * @param alarms the most urgent first, as {@link LatestAlarms#all} has them
     */
    public AlarmSnapshot(List<AlarmView> alarms) {
        this.alarms = List.copyOf(alarms);
        this.placed =
                alarms.stream()
                        .map(alarm -> new Placed(alarm, new AssetPath(alarm.unit())))
                        .toList();
        for (AlarmView alarm : alarms) {
            worstBySignal.putIfAbsent(alarm.signal(), alarm);
            worstByDevice.putIfAbsent(deviceOf(alarm), alarm);
        }
    }

    private static String deviceOf(AlarmView alarm) {
        int slash = alarm.signal().indexOf('/');
        return slash < 0 ? alarm.signal() : alarm.signal().substring(0, slash);
    }

    /** All that are not normal, the most urgent first. */
    public List<AlarmView> all() {
        return alarms;
    }

    /** Those nobody has acknowledged, the most urgent first. */
    public List<AlarmView> unacknowledged() {
        return alarms.stream().filter(alarm -> alarm.display() != AlarmState.ACKNOWLEDGED).toList();
    }

    /**
     * The most urgent alarm of a signal.
     *
     * @param signal {@code device/name}
     */
    public Optional<AlarmView> worstOf(String signal) {
        return Optional.ofNullable(worstBySignal.get(signal));
    }

    /** The most urgent alarm of a device. */
    public Optional<AlarmView> worstOfDevice(String device) {
        return Optional.ofNullable(worstByDevice.get(device));
    }

    /** The alarms of a place and its parts, the most urgent first. */
    public List<AlarmView> under(AssetPath path) {
        return placed.stream().filter(each -> path.covers(each.unit)).map(Placed::alarm).toList();
    }
}
