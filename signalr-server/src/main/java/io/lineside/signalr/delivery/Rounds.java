package io.lineside.signalr.delivery;

import java.time.Duration;

/**
 * Decides how long after the beginning of one of a writer's rounds the next round begins, so that
 * messages that come meanwhile leave together. A write costs some twenty times what a message in it
 * costs. Waiting therefore pays where several messages come for a connection meanwhile; where they
 * do not, waiting costs time and saves nothing. For one thread.
 */
final class Rounds {

    /** The longest that a message waits for others where hardly any come. */
    static final Duration SHORT = Duration.ofMillis(3);

    /** The longest that a message waits for others. */
    static final Duration LONG = Duration.ofMillis(5);

    /** With fewer messages for a connection in a long round, waiting joins hardly any. */
    private static final double FEW = 1.25;

    /** With more messages in one write, each of them hardly gets cheaper. */
    private static final int MANY = 16;

    private Duration length = SHORT;
    private int messages;
    private int writes;

    /**
     * One recipient was drained.
     *
     * @param count how many messages left in one write; 0 for no write
     */
    void wrote(int count) {
        if (count > 0) {
            messages += count;
            writes++;
        }
    }

    /**
     * A round is over.
     *
     * @param since the time from the beginning of the round before to the beginning of this one, in
     *     which the messages came that this round wrote
     */
    void over(Duration since) {
        double rate = writes == 0 ? 0 : (double) messages / writes / since.toNanos();
        length = rate * LONG.toNanos() < FEW ? SHORT : within((long) (MANY / rate));
        messages = 0;
        writes = 0;
    }

    private static Duration within(long nanos) {
        return Duration.ofNanos(Math.clamp(nanos, SHORT.toNanos(), LONG.toNanos()));
    }

    /** From the beginning of a round to the beginning of the next one. */
    Duration length() {
        return length;
    }
}
