package io.lineside.desktop.link;

import java.time.Duration;
import java.time.Instant;

/**
 * How live the link is: by the age of the newest heads on the relay's clock, by the time since they
 * arrived, and by whether the relay has answered a subscription. For the link thread, but for
 * {@link #relayNow} and {@link #newestHeads}.
 */
final class Liveness {

    static final Duration DELAYED = Duration.ofSeconds(3);
    static final Duration NO_LINK = Duration.ofSeconds(6);

    /** The relay's clock does not go back by this much unless it is set. */
    private static final Duration CLOCK_WAS_SET = Duration.ofSeconds(1);

    private final RelayClock relayClock = new RelayClock();
    private volatile long newestHeads;
    private long headsArrived;

    /** Whether a subscription was answered since the link was last lost. */
    private boolean answered;

    /** Whether a subscription was answered on this connection. */
    private boolean answeredHere;

    /** A connection was opened. */
    void connected() {
        answeredHere = false;
    }

    /** The link was lost: what was answered before does not count any more. */
    void lost() {
        answered = false;
    }

    /** An answer stays out for so long that one of an older connection does not count any more. */
    void doubted() {
        answered &= answeredHere;
    }

    /**
     * Heads arrived.
     *
     * @param relayTime the relay's clock in them, epoch milliseconds
     * @return whether the relay's clock was set: what was known of it is forgotten
     */
    boolean heads(long relayTime, long now) {
        boolean clockWasSet = relayClock.contradictedBy(relayTime, now);
        if (clockWasSet) {
            relayClock.forget();
        }
        newestHeads = relayClock.isKnown() ? Math.max(newestHeads, relayTime) : relayTime;
        headsArrived = now;
        return clockWasSet;
    }

    /**
     * A subscription was answered.
     *
     * @param relayTime the relay's clock in the answer, epoch milliseconds
     * @param roundTrip nanoseconds the call took
     */
    void answered(long relayTime, long roundTrip, long now) {
        answered = true;
        answeredHere = true;
        relayClock.answered(relayTime, roundTrip, now);
        if (relayTime < newestHeads - CLOCK_WAS_SET.toMillis()) {
            newestHeads = relayTime;
        }
    }

    /**
     * How live the link is. Heads alone show that the relay is there; the link is live only once a
     * subscription was answered as well, since until then alarms may be missing.
     *
     * @param before how live it was
     */
    LinkState link(LinkState before, long now) {
        LinkState heads = heads(now);
        if (answered || !areYoung(heads)) {
            return heads;
        }
        return before instanceof LinkState.NoLink ? before : new LinkState.Connecting();
    }

    /** What the heads say of the link. */
    LinkState heads(long now) {
        if (newestHeads == 0) {
            return new LinkState.Connecting();
        }
        Duration age = age(now);
        if (age.compareTo(NO_LINK) >= 0) {
            return new LinkState.NoLink(newestHeads());
        }
        return age.compareTo(DELAYED) >= 0 ? new LinkState.Delayed(age) : new LinkState.Live();
    }

    /** Whether heads arrive that are young enough. */
    boolean headsArrive(long now) {
        return areYoung(heads(now));
    }

    /** Whether heads arrive, but no subscription was answered since the link was lost. */
    boolean lacksAnAnswer(long now) {
        return headsArrive(now) && !answered;
    }

    private static boolean areYoung(LinkState heads) {
        return heads instanceof LinkState.Live || heads instanceof LinkState.Delayed;
    }

    /** The relay's time in the newest heads. Any thread. */
    Instant newestHeads() {
        return Instant.ofEpochMilli(newestHeads);
    }

    /** The latest the relay's clock can show, epoch milliseconds; 0 while unknown. Any thread. */
    long relayNow(long now) {
        return relayClock.latestOrZero(now);
    }

    /**
     * How old the newest heads can be: by the relay's clock, which may be set, and never less than
     * the time since they arrived.
     */
    private Duration age(long now) {
        Duration silence = Duration.ofNanos(now - headsArrived);
        Duration age = relayClock.isKnown() ? relayClock.age(newestHeads, now) : Duration.ZERO;
        return age.compareTo(silence) > 0 ? age : silence;
    }
}
