package io.lineside.core.alarm;

import io.lineside.model.AssetPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Alarms by their area: in a flood each alarm is looked at once, however many areas there are.
 * Immutable.
 */
public final class AlarmsByArea {

    private final Map<AssetPath, List<AlarmStatus>> byArea = new HashMap<>();

    private AlarmsByArea() {}

    /** Goes through the alarms once; those of an area keep their order. */
    public static AlarmsByArea of(List<AlarmStatus> alarms) {
        AlarmsByArea index = new AlarmsByArea();
        // A flood has many alarms of few units, so each unit's area is found once.
        Map<AssetPath, List<AlarmStatus>> byUnit = new HashMap<>();
        for (AlarmStatus alarm : alarms) {
            byUnit.computeIfAbsent(alarm.unit(), index::areaOf).add(alarm);
        }
        return index;
    }

    /** The alarms of an area. */
    public List<AlarmStatus> in(AssetPath area) {
        return Collections.unmodifiableList(byArea.getOrDefault(area, List.of()));
    }

    private List<AlarmStatus> areaOf(AssetPath unit) {
        return byArea.computeIfAbsent(unit.area(), _ -> new ArrayList<>());
    }
}
