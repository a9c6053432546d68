package io.lineside.relay.plant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * A moment by both clocks: the wall clock to compare with the hub's times, and one that never jumps
 * to measure how long something lasts.
 */
record Moment(Instant wall, long nanos) {

    static Moment now(Clock clock, LongSupplier nanoTime) {
        return new Moment(clock.instant(), nanoTime.getAsLong());
    }

    Duration since(Moment earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }
}
