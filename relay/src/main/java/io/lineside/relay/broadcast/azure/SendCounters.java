package io.lineside.relay.broadcast.azure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts messages by what became of them; a message counts as one, however many are sent together.
 */
final class SendCounters {

    /** The service took the message. */
    final Counter accepted;

    /**
     * The service may have taken the message; one that must not be delivered twice is not sent
     * again.
     */
    final Counter uncertain;

    /** The service did not take the message; it is sent again, or replaced by a newer one. */
    final Counter notTaken;

    /** The service refuses the message as it is; given up. */
    final Counter refused;

    /** The message waited too long behind others; given up. */
    final Counter dropped;

    /** Messages that could not be made or sent, because of an exception. */
    final Counter failed;

    SendCounters(MeterRegistry meters) {
        accepted = counter(meters, "accepted");
        uncertain = counter(meters, "uncertain");
        notTaken = counter(meters, "not-taken");
        refused = counter(meters, "refused");
        dropped = counter(meters, "dropped");
        failed = counter(meters, "failed");
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("lineside.azure.sends")
                .description("messages for groups, by what became of them")
                .tag("outcome", outcome)
                .register(meters);
    }
}
