package io.lineside.desktop.latest;

import io.lineside.model.Quality;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * What to show of one signal now.
 *
 * @param value null when there is none
 * @param reason why the quality is not good; null when good
 * @param sourceTime when it was measured, epoch milliseconds; 0 when it never was
 * @param vouched false: it is old until the relay vouches for it, and must not look live
 */
public record Reading(
        SignalId signal,
        @Nullable Value value,
        Quality quality,
        @Nullable String reason,
        long sourceTime,
        boolean vouched) {

    /** Nothing is known of the signal. */
    public static Reading none(SignalId signal) {
        return new Reading(signal, null, Quality.BAD, null, 0, false);
    }

    /** The same, not vouched for. */
    Reading unvouched() {
        return vouched ? new Reading(signal, value, quality, reason, sourceTime, false) : this;
    }

    /** Whether it may be drawn as the present value. */
    public boolean looksLive() {
        return vouched && quality == Quality.GOOD;
    }
}
