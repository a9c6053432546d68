package io.lineside.benchmarks.soak;

import java.time.Duration;

/**
 * What a soak does.
 *
 * @param length of the measured part
 * @param warm what runs before it, in the same way, so that what is made once is there
 * @param meanSession how long a client stays on average
 * @param keepAlive how often both sides ping
 * @param timeout how long a client that has pinged may be silent, and a write may take
 * @param handshakeTimeout how long a client may take to shake hands
 * @param marginBytes how much the heap may have grown
 * @param rate broadcasts per second, to one group each
 */
record SoakPlan(
        int clients,
        long seed,
        Duration length,
        Duration warm,
        Duration meanSession,
        Duration keepAlive,
        Duration timeout,
        Duration handshakeTimeout,
        long marginBytes,
        int rate) {

    /** A server takes no longer to end a client that does not answer its goodbye: 5 s. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private static final int CLIENTS_PER_GROUP_NAME = 20;

    /** When a client that has fallen silent must have been cut, on a busy machine too. */
    Duration cutAfter() {
        return timeout.plus(CLOSE_TIMEOUT).plusSeconds(5);
    }

    int groups() {
        return Math.max(5, clients / CLIENTS_PER_GROUP_NAME);
    }
}
