package io.lineside.signalr.delivery;

import io.lineside.signalr.EncodedMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages that were published to groups and are not yet in their members' outboxes. A message
 * costs its publisher one entry here, however many members the group has. A writer settles the
 * spool when its round begins: it puts all entries into the outboxes, many messages to a member at
 * a time. Before a message to one member alone the sender has to {@link #settle}, which keeps the
 * order. The spool is bounded: a publisher that fills it settles it itself. Safe on any thread;
 * locks are held for work in memory alone.
 */
final class Spool {

    private record Entry(Members to, EncodedMessage message) {}

    static final int MOST_MESSAGES = 256;
    static final int MOST_BYTES = 256 * 1024;

    /** The bound on messages times members, which is what settling costs. */
    static final int MOST_OFFERS = 64 * 1024;

    private final Runnable wake;
    private final Object publishing = new Object();
    private final Object settling = new Object();
    private List<Entry> entries = new ArrayList<>();
    private int bytes;
    private int offers;

    /** Whether there are entries that are not in the outboxes, or are just being put there. */
    private volatile boolean unsettled;

    /**
     * @param wake run when the first entry comes; has the spool settled soon
     */
    Spool(Runnable wake) {
        this.wake = wake;
    }

    /** Adds a message, which is encoded here in every protocol that a member speaks. */
    void add(Members to, EncodedMessage message) {
        if (to.isEmpty()) {
            return;
        }
        int size = to.encode(message);
        boolean first;
        boolean full;
        synchronized (publishing) {
            first = entries.isEmpty();
            entries.add(new Entry(to, message));
            bytes += size;
            offers += to.all().length;
            full = entries.size() >= MOST_MESSAGES || bytes >= MOST_BYTES || offers >= MOST_OFFERS;
            unsettled = true;
        }
        if (full) {
            settle();
        } else if (first) {
            wake.run();
        }
    }

    /** Whatever was published before is in the outboxes when this returns. */
    void settle() {
        if (!unsettled) {
            return;
        }
        synchronized (settling) {
            deliver(taken());
            synchronized (publishing) {
                unsettled = !entries.isEmpty();
            }
        }
    }

    private List<Entry> taken() {
        synchronized (publishing) {
            List<Entry> taken = entries;
            entries = new ArrayList<>(Math.min(taken.size(), MOST_MESSAGES));
            bytes = 0;
            offers = 0;
            return taken;
        }
    }

    /** Messages in a row to the same members go into each outbox together. */
    private static void deliver(List<Entry> taken) {
        int from = 0;
        while (from < taken.size()) {
            int end = from + 1;
            while (end < taken.size() && taken.get(end).to == taken.get(from).to) {
                end++;
            }
            deliver(taken.get(from).to, taken.subList(from, end));
            from = end;
        }
    }

    private static void deliver(Members to, List<Entry> row) {
        try {
            to.deliver(row.stream().map(Entry::message).toList());
        } catch (RuntimeException | Error e) {
            to.giveUp(e);
        }
    }
}
