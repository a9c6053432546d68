package io.lineside.desktop.link;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the relay's clock shows, as far as a client can know: never later than the answer of a call
 * plus the time that call took. Of all calls the tightest bound counts, so one slow call does not
 * make old envelopes look young; the bound is loosened by 100 ppm, since clocks drift. Reckons with
 * monotonic time alone. Written by the link thread; read on any thread.
 */
final class RelayClock {

    private static final long DRIFT = 10_000;

    /**
     * The relay's clock is at most this much ahead of this computer's monotonic time.
     *
     * @param offset nanoseconds
     * @param takenAt monotonic nanoseconds
     */
    private record Bound(long offset, long takenAt) {

        long offsetAt(long now) {
            return offset + (now - takenAt) / DRIFT;
        }
    }

    private volatile @Nullable Bound bound;

    /**
     * A call was answered.
     *
     * @param relayTime the relay's clock in the answer, epoch milliseconds
     * @param roundTrip nanoseconds from asking to the answer
     * @param now monotonic nanoseconds
     */
    void answered(long relayTime, long roundTrip, long now) {
        long offset = relayTime * 1_000_000 + roundTrip - now;
        Bound known = bound;
        if (known == null || offset <= known.offsetAt(now)) {
            bound = new Bound(offset, now);
        }
    }

    /**
     * Whether a relay whose clock shows this time now contradicts the bound: then the relay's clock
     * was set.
     */
    boolean contradictedBy(long relayTime, long now) {
        return isKnown() && relayTime > latest(now) + 1_000;
    }

    /** Forgets the bound, after the relay's clock was set. */
    void forget() {
        bound = null;
    }

    boolean isKnown() {
        return bound != null;
    }

    /**
     * The latest the relay's clock can show now, epoch milliseconds; this computer's monotonic time
     * while unknown.
     */
    long latest(long now) {
        Bound known = bound;
        return ((known == null ? 0 : known.offsetAt(now)) + now) / 1_000_000;
    }

    /** As {@link #latest}, but 0 while unknown. */
    long latestOrZero(long now) {
        Bound known = bound;
        return known == null ? 0 : (known.offsetAt(now) + now) / 1_000_000;
    }

    /** How old something of this relay time can be at most, never negative. */
    Duration age(long relayTime, long now) {
        return Duration.ofMillis(Math.max(0, latest(now) - relayTime));
    }
}
