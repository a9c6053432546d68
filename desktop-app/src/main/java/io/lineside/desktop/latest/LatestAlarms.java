package io.lineside.desktop.latest;

import io.lineside.model.AlarmEvent;
import io.lineside.model.AlarmState;
import io.lineside.wire.AlarmOrder;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.AlarmView;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The alarms that are not normal, as the relay last sent them, and how many transitions were seen.
 * Written by the link thread alone; read on any thread, each call under one short lock.
 */
public final class LatestAlarms {

    private final Map<String, Map<String, AlarmView>> byGroup = new HashMap<>();
    private final Map<AlarmEvent, Long> seen = new EnumMap<>(AlarmEvent.class);
    private final Map<String, Long> seqs = new HashMap<>();
    private long version;

    /** Takes in one transition. */
    public synchronized void apply(AlarmTransition transition) {
        count(transition.kind());
        Map<String, AlarmView> alarms =
                byGroup.computeIfAbsent(transition.group(), group -> new HashMap<>());
        AlarmView alarm = transition.alarm();
        if (alarm.display() == AlarmState.NORMAL) {
            alarms.remove(alarm.alarm());
        } else {
            alarms.put(alarm.alarm(), alarm);
        }
        seqs.put(transition.group(), transition.seq());
        version++;
    }

    /**
     * Takes in a recovery's answer: the alarms of a group as they are now, and the transitions that
     * were missed.
     */
    public synchronized void replace(
            String group, long seq, List<AlarmView> current, List<AlarmTransition> missed) {
        missed.forEach(transition -> count(transition.kind()));
        Map<String, AlarmView> alarms = new HashMap<>();
        current.forEach(alarm -> alarms.put(alarm.alarm(), alarm));
        seqs.put(group, seq);
        if (!alarms.equals(byGroup.put(group, alarms)) || !missed.isEmpty()) {
            version++;
        }
    }

    private void count(AlarmEvent kind) {
        seen.merge(kind, 1L, Long::sum);
    }

    /** All of them, the most urgent first. */
    public synchronized List<AlarmView> all() {
        return byGroup.values().stream()
                .flatMap(alarms -> alarms.values().stream())
                .sorted(AlarmOrder.URGENCY)
                .toList();
    }

    /** The newest transition taken in, by alarms group. */
    public synchronized Map<String, Long> seqs() {
        return Map.copyOf(seqs);
    }

    /** Rises with each change. */
    public synchronized long version() {
        return version;
    }

    /** How many transitions of this kind were seen. */
    public synchronized long seen(AlarmEvent kind) {
        return seen.getOrDefault(kind, 0L);
    }
}
