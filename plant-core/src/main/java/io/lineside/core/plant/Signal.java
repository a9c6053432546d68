package io.lineside.core.plant;

import io.lineside.core.alarm.AlarmDefinition;
import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signal of the plant: where it belongs, how it is watched, and how it is shown.
 *
 * @param unit the unit that the signal's device belongs to
 * @param display how screens show it
 * @param period the longest expected time between samples; null for report by exception
 * @param alarms the alarms that watch it
 */
public record Signal(
        SignalId id,
        AssetPath unit,
        Display display,
        @Nullable Duration period,
        List<AlarmDefinition> alarms) {

    private static final Duration SHORTEST = Duration.ofSeconds(5);

    public Signal {
        alarms = List.copyOf(alarms);
    }

    /**
     * How screens show a signal.
     *
     * @param label what an operator calls it
     * @param symbol of the engineering unit, such as {@code °C}; empty when it has none
     * @param decimals digits behind the point, 0 to 9
     * @param min lowest value of the scale; null when unknown
     * @param max highest value of the scale; null when unknown
     */
    public record Display(
            String label,
            String symbol,
            int decimals,
            @Nullable Double min,
            @Nullable Double max) {}

    /**
     * How long after its newest sample the signal becomes stale: three periods, and at least 5 s.
     * Null for a signal that reports by exception, which never becomes stale by itself.
     */
    public @Nullable Duration staleAfter() {
        if (period == null) {
            return null;
        }
        Duration three = period.multipliedBy(3);
        return three.compareTo(SHORTEST) > 0 ? three : SHORTEST;
    }
}
