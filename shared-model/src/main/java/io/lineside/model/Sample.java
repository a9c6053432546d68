package io.lineside.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One value of one signal at one time.
 *
 * @param signal the signal that has the value
 * @param value the measured value; null when the device had nothing to report: the quality is bad
 *     then
 * @param quality how far the value may be trusted
 * @param reason a short word for a quality that is not good, such as {@code no-value}; null when
 *     good
 * @param sourceTime when the value was measured, by the device's clock
 */
public record Sample(
        SignalId signal,
        @Nullable Value value,
        Quality quality,
        @Nullable String reason,
        Instant sourceTime) {

    public Sample {
        if (value == null && quality != Quality.BAD) {
            throw new IllegalArgumentException(
                    signal + " has no value but quality " + quality.word() + ", expected bad");
        }
    }

    /** A sample of good quality. */
    public static Sample good(SignalId signal, Value value, Instant sourceTime) {
        return new Sample(signal, value, Quality.GOOD, null, sourceTime);
    }
}
