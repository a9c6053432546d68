package io.lineside.core.engine;

import java.util.ArrayDeque;
import java.util.List;

/** The newest rejected messages, and how many there were since the start. Safe on any thread. */
public final class RejectLog {

    /** How many are kept. */
    public static final int KEPT = 1_000;

    private final ArrayDeque<RejectedMessage> newest = new ArrayDeque<>();
    private long total;

    RejectLog() {}

    /** How many messages were rejected since the relay started. */
    public synchronized long total() {
        return total;
    }

    /** The newest, at most {@link #KEPT}, newest first. */
    public synchronized List<RejectedMessage> newest() {
        return List.copyOf(newest);
    }

    synchronized void add(RejectedMessage rejected) {
        total++;
        newest.addFirst(rejected);
        if (newest.size() > KEPT) {
            newest.removeLast();
        }
    }
}
