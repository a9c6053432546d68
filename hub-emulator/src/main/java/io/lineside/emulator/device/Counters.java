package io.lineside.emulator.device;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The endpoint's counters; any thread may count. */
final class Counters {

    private final Map<DeviceCounter, LongAdder> adders = new EnumMap<>(DeviceCounter.class);

    Counters() {
        for (DeviceCounter counter : DeviceCounter.values()) {
            adders.put(counter, new LongAdder());
        }
    }

    void count(DeviceCounter counter) {
        add(counter, 1);
    }

    void add(DeviceCounter counter, long count) {
        LongAdder adder = adders.get(counter);
        if (adder != null) {
            adder.add(count);
        }
    }

    Map<DeviceCounter, Long> snapshot() {
        Map<DeviceCounter, Long> counts = new EnumMap<>(DeviceCounter.class);
        adders.forEach((counter, adder) -> counts.put(counter, adder.sum()));
        return counts;
    }
}
