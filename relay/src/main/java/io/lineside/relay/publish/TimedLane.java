package io.lineside.relay.publish;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that the publish thread repeats: when its next round is due, and when it last had done all
 * that was due. Rounds run on the publish thread; {@link #doneAt} is safe on any thread.
 */
final class TimedLane {

    /** One round of the work. */
    interface Round {
        void run() throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(TimedLane.class);

    private final String name;
    private final long period;
    private final Round round;
    private final AtomicLong failures;
    private long due;
    private boolean failing;
    private volatile long doneAt;

    /**
     * @param period nanoseconds between rounds; 0 for a round at each {@link #turn}
     * @param now monotonic time; the first round is due then
     * @param failures counts the rounds that fail
     */
    TimedLane(String name, long period, Round round, long now, AtomicLong failures) {
        this.name = name;
        this.period = period;
        this.round = round;
        this.failures = failures;
        this.due = now;
        this.doneAt = now;
    }

    /**
     * Runs a round when one is due. A round that fails, be it with an Error, is counted and logged,
     * and the thread goes on, so that the other lanes do not fall silent.
     */
    void turn(long now) throws InterruptedException {
        if (now - due < 0) {
            doneAt = failing ? doneAt : now;
            return;
        }
        due = next(now);
        try {
            round.run();
            doneAt = now;
            if (failing) {
                failing = false;
                LOG.info("{} are published again", name);
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            failures.incrementAndGet();
            if (!failing) {
                failing = true;
                LOG.error("{}: publishing failed; going on", name, e);
            }
        }
    }

    // Missed rounds are left out, not made up for: they would publish the same.
    private long next(long now) {
        long next = due + period;
        return next - now > 0 ? next : now + period;
    }

    String name() {
        return name;
    }

    /** When the next round is due. */
    long due() {
        return due;
    }

    /** When the lane was last known to have done all that was due. Safe on any thread. */
    long doneAt() {
        return doneAt;
    }
}
