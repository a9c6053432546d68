package io.lineside.relay.model;

import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signal of the plant model, as the plant thread needs it.
 *
 * @param unit the unit its device belongs to
 * @param period the longest expected time between samples; null for report by exception
 * @param alarms the alarms that watch it
 */
public record SignalDefinition(
        SignalId id, AssetPath unit, @Nullable Duration period, List<AlarmDefinition> alarms) {

    private static final Duration SHORTEST = Duration.ofSeconds(5);

    public SignalDefinition {
        alarms = List.copyOf(alarms);
    }

    /** How long after its newest sample the signal is stale; null when it never is by itself. */
    public @Nullable Duration staleAfter() {
        if (period == null) {
            return null;
        }
        Duration three = period.multipliedBy(3);
        return three.compareTo(SHORTEST) > 0 ? three : SHORTEST;
    }
}
