package io.lineside.relay.decode;

import java.util.LinkedHashMap;
import java.util.function.Supplier;

/**
 * A decoder's state of each device. Bounded: the device that was silent for the longest time is
 * forgotten first, and counted. Safe on any thread; a device's own state is used by one thread at a
 * time, since its messages come in one partition.
 *
 * @param <S> the state of one device
 */
public final class PerDevice<S> {

    private final LinkedHashMap<String, S> states = new LinkedHashMap<>();
    private final int most;
    private final Supplier<S> fresh;
    private long forgotten;

    /**
     * An empty memory.
     *
     * @param most how many devices are remembered, 1 or more
     * @param fresh makes the state of a device that is not remembered
     */
    public PerDevice(int most, Supplier<S> fresh) {
        if (most < 1) {
            throw new IllegalArgumentException("most is " + most + ", expected 1 or more");
        }
        this.most = most;
        this.fresh = fresh;
    }

    /** The device's state. */
    public synchronized S of(String device) {
        S known = states.get(device);
        S state = known == null ? fresh.get() : known;
        states.putLast(device, state);
        if (states.size() > most) {
            states.pollFirstEntry();
            forgotten++;
        }
        return state;
    }

    /** How many devices were forgotten because there were too many. */
    public synchronized long forgotten() {
        return forgotten;
    }
}
