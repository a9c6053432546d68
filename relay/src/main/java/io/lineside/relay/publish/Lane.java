package io.lineside.relay.publish;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the publish thread does time after time: when it is due, and when it last had done all that
 * was due. Rounds on the publish thread; asked on any.
 */
final class Lane {

    /** One round. */
    interface Round {
        void run() throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final String name;
    private final long period;
    private final Round round;
    private final AtomicLong failures;
    private long due;
    private boolean failing;
    private volatile long doneAt;

    /**
     * @param period nanoseconds between rounds; 0: whenever it is asked to
     * @param now monotonic; the first round is due then
     * @param failures counts the rounds that fail
     */
    Lane(String name, long period, Round round, long now, AtomicLong failures) {
        this.name = name;
        this.period = period;
        this.round = round;
        this.failures = failures;
        this.due = now;
        this.doneAt = now;
    }

    /**
     * Does its round when that is due. A round that fails, be it with an Error, is counted and
     * logged, and the thread goes on: the other lanes must not fall silent for it.
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

    // Rounds that were missed are left out, not caught up with: they would publish the same.
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

    /** When it was last known to have done all that was due. */
    long doneAt() {
        return doneAt;
    }
}
