package io.lineside.relay.sizing;

import io.lineside.model.AssetPath;
import io.lineside.wire.Groups;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many clients are in each group. When each operator watches some units only, the units are
 * assigned in turn, in the order of the file, so that all units have about the same number of
 * watchers.
 */
final class Audience {

    private final Map<String, Integer> members = new HashMap<>();

    Audience(List<AssetPath> units, Assumptions assumptions) {
        Integer each = assumptions.unitsPerOperator();
        int watched = each == null ? units.size() : Math.min(each, units.size());
        if (watched == 0) {
            return;
        }
        // Operators whose first unit is the same are in the same groups.
        int[] firsts = new int[units.size()];
        for (int i = 0; i < assumptions.operators(); i++) {
            firsts[(int) ((long) i * watched % units.size())]++;
        }
        for (int first = 0; first < firsts.length; first++) {
            if (firsts[first] > 0) {
                for (String group : groups(units, first, watched)) {
                    members.merge(group, firsts[first], Integer::sum);
                }
            }
        }
    }

    private static Set<String> groups(List<AssetPath> units, int first, int watched) {
        Set<String> groups = new HashSet<>();
        for (int i = 0; i < watched; i++) {
            AssetPath unit = units.get((first + i) % units.size());
            groups.add(Groups.values(unit));
            groups.add(Groups.alarms(unit));
            groups.add(Groups.live(unit));
            groups.add(Groups.overview(unit));
        }
        return groups;
    }

    int of(String group) {
        return members.getOrDefault(group, 0);
    }
}
