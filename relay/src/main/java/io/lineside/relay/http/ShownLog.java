package io.lineside.relay.http;

import io.lineside.wire.Shown;
import io.micrometer.core.instrument.Counter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What each workstation has put on screen, as it says, the newest per group. Bounded: the receipts
 * of connections that have not reported for longest are forgotten, and counted. Safe on any thread.
 */
public final class ShownLog {

    static final int MOST = 10_000;

    /** The most the body of a receipt may have: what is kept of one has a bound as well. */
    static final int MAX_BYTES = 2_048;

    private record Key(String connectionId, String group) {}

    private final SequencedMap<Key, Long> shown = new LinkedHashMap<>();
    private final Counter forgotten;

    /**
     * An empty log.
     *
     * @param forgotten counts receipts that newer ones took the place of
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

    /** The receipts that are kept, at most {@code most}, the newest first. */
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
