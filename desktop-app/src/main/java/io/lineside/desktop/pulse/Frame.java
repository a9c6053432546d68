package io.lineside.desktop.pulse;

import io.lineside.desktop.latest.Readings;
import io.lineside.model.telemetry.SignalId;
import java.util.Set;

/**
 * What a screen is told once per pulse.
 *
 * @param now the relay's time, epoch milliseconds, to reckon ages from
 * @param changed the signals that changed since the last frame
 * @param readings where to look any signal up
 * @param linkLive false: nothing may look live
 */
public record Frame(long now, Set<SignalId> changed, Readings readings, boolean linkLive) {}
