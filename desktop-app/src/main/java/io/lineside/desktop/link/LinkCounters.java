package io.lineside.desktop.link;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the link has counted since its start. Written by the link thread and by the threads that
 * fill its inbox; read on any thread.
 */
public final class LinkCounters {

    final AtomicLong envelopes = new AtomicLong();
    final AtomicLong duplicatesIgnored = new AtomicLong();
    final AtomicLong recoveries = new AtomicLong();
    final AtomicLong connects = new AtomicLong();
    final AtomicLong overflows = new AtomicLong();
    final AtomicLong malformed = new AtomicLong();

    LinkCounters() {}

    /** Envelopes that arrived. */
    public long envelopes() {
        return envelopes.get();
    }

    /** Envelopes and transitions that brought nothing new. */
    public long duplicatesIgnored() {
        return duplicatesIgnored.get();
    }

    /** How often something was missing and asked for again. */
    public long recoveries() {
        return recoveries.get();
    }

    /** How often a connection was opened. */
    public long connects() {
        return connects.get();
    }

    /** Messages for which the inbox or the recovery's hold had no room; each led to a recovery. */
    public long overflows() {
        return overflows.get();
    }

    /** Messages that were not what they should be. */
    public long malformed() {
        return malformed.get();
    }
}
