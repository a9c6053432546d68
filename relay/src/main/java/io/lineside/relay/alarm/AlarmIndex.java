package io.lineside.relay.alarm;

import io.lineside.model.AssetPath;
import io.lineside.wire.AlarmView;
import io.lineside.wire.Groups;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Alarms by the group that hears of them, which is their area's: in a flood each alarm is looked at
 * once, however many areas and groups there are. Immutable.
 */
public final class AlarmIndex {

    private final Map<String, List<AlarmView>> byGroup = new HashMap<>();

    private AlarmIndex() {}

    /** Goes through the alarms once; those of a group keep their order. */
    public static AlarmIndex of(List<AlarmView> alarms) {
        AlarmIndex index = new AlarmIndex();
        Map<String, List<AlarmView>> byUnit = new HashMap<>();
        for (AlarmView alarm : alarms) {
            byUnit.computeIfAbsent(alarm.unit(), index::groupOf).add(alarm);
        }
        return index;
    }

    /** The alarms of an alarms group. */
    public List<AlarmView> in(String alarmsGroup) {
        return Collections.unmodifiableList(byGroup.getOrDefault(alarmsGroup, List.of()));
    }

    private List<AlarmView> groupOf(String unit) {
        return byGroup.computeIfAbsent(
                Groups.alarms(new AssetPath(unit)), group -> new ArrayList<>());
    }
}
