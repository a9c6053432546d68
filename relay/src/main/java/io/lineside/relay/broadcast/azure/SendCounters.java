package io.lineside.relay.broadcast.azure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What became of what was to be sent; one message each, however many leave together. */
final class SendCounters {

    /** The service took it. */
    final Counter accepted;

    /** The service may have taken it; what must not be told twice is not sent again. */
    final Counter uncertain;

    /** The service did not take it; it is tried again, or replaced by what is newer. */
    final Counter notTaken;

    /** The service will not take it as it is; given up. */
    final Counter refused;

    /** Waited too long behind others; given up. */
    final Counter dropped;

    /** Late messages that could not be made. */
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
