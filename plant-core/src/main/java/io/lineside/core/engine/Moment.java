package io.lineside.core.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * A moment by two clocks.
 *
 * @param wall the wall clock, to compare with the hub's times
 * @param nanos the monotonic clock, to measure how long something lasts
 */
public record Moment(Instant wall, long nanos) {

    static Moment now(Clock clock, LongSupplier nanoTime) {
        return new Moment(clock.instant(), nanoTime.getAsLong());
    }

    Duration since(Moment earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }
}
