package io.lineside.desktop.link;

import java.time.Duration;

/**
 * What the relay's clock shows, as far as a client can know: never later than the answer of a call
 * plus the time that call took. Of all calls the tightest bound counts, so one slow call does not
 * make old envelopes look young; it is loosened by 100 ppm, since clocks drift. Reckons with
 * monotonic time alone.
 */
final class RelayClock {

    private static final long DRIFT = 10_000;

    private boolean known;
    private long offset;
    private long takenAt;

    /**
     * A call was answered.
     *
     * @param relayTime the relay's clock in the answer, epoch milliseconds
     * @param roundTrip nanoseconds from asking to the answer
     * @param now monotonic nanoseconds
     */
    void answered(long relayTime, long roundTrip, long now) {
        long bound = relayTime * 1_000_000 + roundTrip - now;
        if (!known || bound <= offsetAt(now)) {
            known = true;
            offset = bound;
            takenAt = now;
        }
    }

    /**
     * The relay itself said this time just now: its clock shows at least that. True when that
     * contradicts the bound.
     */
    boolean contradictedBy(long relayTime, long now) {
        return known && relayTime > latest(now) + 1_000;
    }

    /** Forgets all bounds, after the relay's clock was set. */
    void forget() {
        known = false;
    }

    boolean isKnown() {
        return known;
    }

    /** The latest the relay's clock can show now, epoch milliseconds. */
    long latest(long now) {
        return (offsetAt(now) + now) / 1_000_000;
    }

    /** How old something of this relay time can be at most, never negative. */
    Duration age(long relayTime, long now) {
        return Duration.ofMillis(Math.max(0, latest(now) - relayTime));
    }

    private long offsetAt(long now) {
        return offset + (now - takenAt) / DRIFT;
    }
}
