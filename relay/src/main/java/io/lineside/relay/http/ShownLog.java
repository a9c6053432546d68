package io.lineside.relay.http;

import io.lineside.wire.Shown;
import io.micrometer.core.instrument.Counter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What each workstation reports to have put on screen, the newest per group. Bounded: the receipts
 * of connections that have not reported for the longest time are forgotten, and counted. Safe on
 * any thread.
 */
public final class ShownLog {

    static final int MOST = 10_000;

    /** The largest body of a receipt, in bytes, which also bounds what is kept of a receipt. */
    static final int MAX_BYTES = 2_048;

    private record Key(String connectionId, String group) {}

    private final SequencedMap<Key, Long> shown = new LinkedHashMap<>();
    private final Counter forgotten;

    /**
     * An empty log.
     *
     * @param forgotten counts receipts that were dropped for newer ones
     */
    ShownLog(Counter forgotten) {
        this.forgotten = forgotten;
    }

    synchronized void note(Shown receipt) {
        Key key = new Key(receipt.connectionId(), receipt.group());
        long seq = Math.max(receipt.seq(), shown.getOrDefault(key, 0L));
        shown.putLast(key, seq);
        if (shown.size() > MOST) {
            shown.pollFirstEntry();
            forgotten.increment();
        }
    }

    /** The newest of the kept receipts, at most {@code most}, the newest first. */
    synchronized List<Shown> newest(int most) {
        return shown.reversed().entrySet().stream()
                .limit(most)
                .map(
                        entry ->
                                new Shown(
                                        entry.getKey().connectionId(),
                                        entry.getKey().group(),
                                        entry.getValue()))
                .toList();
    }

    /** The newest transition of the group that this connection has shown; 0 for none. */
    public synchronized long shown(String connectionId, String group) {
        return shown.getOrDefault(new Key(connectionId, group), 0L);
    }
}
