package io.lineside.signalr;

import java.util.ArrayList;
import java.util.List;

/**
 * What has been said to groups and is not in their members' outboxes yet. A message costs its
 * publisher one entry here, whoever is in the group; a writer puts all entries into the outboxes
 * when its round begins, many messages to a member at a time. What is said to a member alone has to
 * {@link #settle} first, so order is kept. A publisher that is faster than the writers settles
 * itself: the bound. Safe on any thread; locks are held for work in memory alone.
 */
final class Spool {

    private record Entry(Members to, EncodedMessage message) {}

    static final int MOST_MESSAGES = 256;
    static final int MOST_BYTES = 256 * 1024;

    /** Messages times members: what settling costs. */
    static final int MOST_OFFERS = 64 * 1024;

    private final Runnable wake;
    private final Object saying = new Object();
    private final Object settling = new Object();
    private List<Entry> entries = new ArrayList<>();
    private int bytes;
    private int offers;

    /** Whether there are entries, or such that are being put into outboxes just now. */
    private volatile boolean unsettled;

    /**
     * @param wake run when there is something to settle; has it settled soon
     */
    Spool(Runnable wake) {
        this.wake = wake;
    }

    /** The message is encoded here, for all protocols that members speak. */
    void add(Members to, EncodedMessage message) {
        if (to.isEmpty()) {
            return;
        }
        int size = to.encode(message);
        boolean first;
        boolean full;
        synchronized (saying) {
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

    /** All that was said before is in the outboxes when this returns. */
    void settle() {
        if (!unsettled) {
            return;
        }
        synchronized (settling) {
            putOut(taken());
            synchronized (saying) {
                unsettled = !entries.isEmpty();
            }
        }
    }

    private List<Entry> taken() {
        synchronized (saying) {
            List<Entry> taken = entries;
            entries = new ArrayList<>(Math.min(taken.size(), MOST_MESSAGES));
            bytes = 0;
            offers = 0;
            return taken;
        }
    }

    /** Messages in a row to the same members go to each of them together. */
    private static void putOut(List<Entry> taken) {
        int from = 0;
        while (from < taken.size()) {
            int end = from + 1;
            while (end < taken.size() && taken.get(end).to == taken.get(from).to) {
                end++;
            }
            putOut(taken.get(from).to, taken.subList(from, end));
            from = end;
        }
    }

    private static void putOut(Members to, List<Entry> row) {
        try {
            to.deliver(row.stream().map(Entry::message).toList());
        } catch (RuntimeException | Error e) {
            to.giveUp(e);
        }
    }
}
