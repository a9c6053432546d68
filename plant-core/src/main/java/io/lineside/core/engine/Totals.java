package io.lineside.core.engine;

import io.lineside.model.AlarmEvent;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The counters that are stored in the transaction of what they count. For the engine thread alone.
 */
final class Totals {

    enum Name {
        RECEIVED,
        DECODED,
        REJECTED,
        IGNORED,
        DUPLICATES,
        SAMPLES,
        RAISED,
        CLEARED,
        ACKNOWLEDGED;

        private String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Name, Long> totals = new EnumMap<>(Name.class);
    private final Map<String, Long> changed = new HashMap<>();

    Totals(Map<String, Long> stored) {
        for (Name name : Name.values()) {
            totals.put(name, stored.getOrDefault(name.key(), 0L));
        }
    }

    void add(Name name, long count) {
        changed.put(name.key(), totals.merge(name, count, Long::sum));
    }

    void add(AlarmEvent kind) {
        switch (kind) {
            case RAISED -> add(Name.RAISED, 1);
            case CLEARED -> add(Name.CLEARED, 1);
            case ACKNOWLEDGED -> add(Name.ACKNOWLEDGED, 1);
            case CONDITION_UNKNOWN, CONDITION_KNOWN -> {}
        }
    }

    /** The totals to store with an acknowledgement that is not counted yet. */
    Map<String, Long> withAcknowledged() {
        return Map.of(Name.ACKNOWLEDGED.key(), of(Name.ACKNOWLEDGED) + 1);
    }

    /** The totals that changed since the last call, to be stored. */
    Map<String, Long> take() {
        Map<String, Long> taken = Map.copyOf(changed);
        changed.clear();
        return taken;
    }

    Counters counters() {
        return new Counters(
                of(Name.RECEIVED),
                of(Name.DECODED),
                of(Name.REJECTED),
                of(Name.IGNORED),
                of(Name.DUPLICATES),
                of(Name.SAMPLES),
                of(Name.RAISED),
                of(Name.CLEARED),
                of(Name.ACKNOWLEDGED));
    }

    private long of(Name name) {
        return totals.getOrDefault(name, 0L);
    }
}
