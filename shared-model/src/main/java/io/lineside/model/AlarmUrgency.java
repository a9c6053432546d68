package io.lineside.model;

import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** The order of alarms by urgency, the same in the relay and on every screen. */
public final class AlarmUrgency {

    private AlarmUrgency() {}

    /**
     * The most urgent first: by priority, then those nobody has acknowledged before the
     * acknowledged ones, then the newest raise first, then by the alarm's id, so that the order is
     * total.
     *
     * @param priority 1 (most urgent) to 4
     * @param state the state that an operator sees
     * @param raisedAt event time, epoch milliseconds
     * @param id the alarm's id
     */
    public static <T> Comparator<T> order(
            ToIntFunction<T> priority,
            Function<T, AlarmState> state,
            ToLongFunction<T> raisedAt,
            Function<T, String> id) {
        return Comparator.comparingInt(priority)
                .thenComparing(alarm -> state.apply(alarm) == AlarmState.ACKNOWLEDGED)
                .thenComparing(Comparator.comparingLong(raisedAt).reversed())
                .thenComparing(id);
    }
}
