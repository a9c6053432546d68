package io.lineside.signalr;

import java.time.Duration;

/**
 * How long after the beginning of a writer's round the next one begins, so that what comes
 * meanwhile leaves together. A write costs some twenty times what a message in it costs, so waiting
 * pays where several messages come for a connection while it waits; where they do not, it costs
 * time and saves nothing. For one thread.
 */
final class Rounds {

    /** What a message waits at most for others where hardly any come. */
    static final Duration SHORT = Duration.ofMillis(3);

    /** What a message waits at most for others. */
    static final Duration LONG = Duration.ofMillis(4);

    /** With fewer messages to a connection in a long round, waiting joins hardly any. */
    private static final double FEW = 1.25;

    /** With more messages in it a write hardly gets cheaper. */
    private static final int MANY = 16;

    private Duration length = SHORT;
    private int messages;
    private int writes;

    /**
     * A connection was looked after.
     *
     * @param count how many messages left in one write
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
     * @param since from the beginning of the round before it to its own: the time in which came
     *     what it wrote
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

    Duration length() {
        return length;
    }
}
