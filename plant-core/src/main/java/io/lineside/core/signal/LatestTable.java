package io.lineside.core.signal;

import io.lineside.model.AssetPath;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The latest value of every signal, by unit, as far as it is committed. A unit's signals are what
 * one values group of the wire carries.
 *
 * <p>Each signal remembers the seq of its last change, so {@link #since} answers a tick, a slow
 * client, a recovery and a first paint alike. Written by the engine thread alone; readers on any
 * thread see a change whole or not at all, and wait at most for one change to be put in.
 */
public final class LatestTable {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<AssetPath, Group> groups = new HashMap<>();
    private final String epoch;
    private long seq;

    /**
     * An empty table.
     *
     * @param epoch names this life of the table; seqs of different epochs do not compare
     */
    public LatestTable(String epoch) {
        this.epoch = epoch;
    }

    /** Names this life of the table. */
    public String epoch() {
        return epoch;
    }

    /** The newest seq of all units, 0 while nothing was put in. */
    public long seq() {
        lock.readLock().lock();
        try {
            return seq;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Every unit that has values, and its newest seq, as they are now. */
    public Map<AssetPath, Long> heads() {
        lock.readLock().lock();
        try {
            Map<AssetPath, Long> heads = new LinkedHashMap<>();
            groups.forEach((unit, group) -> heads.put(unit, group.head));
            return heads;
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Every signal of the unit that changed after the seq, the longest unchanged first, and the
     * unit's head then. A unit that has no values has seq 0 and no samples.
     */
    public Slice since(AssetPath unit, long after) {
        lock.readLock().lock();
        try {
            Group found = groups.get(unit);
            return found == null ? Slice.EMPTY : new Slice(found.head, found.after(after));
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Puts in changed signals under one new seq. For the engine thread alone, after the changes are
     * committed.
     *
     * @param changes by unit; a signal is in one unit only
     * @return the new seq, or the old one when there are no changes
     */
    public long apply(Map<AssetPath, ? extends Collection<Sample>> changes) {
        lock.writeLock().lock();
        try {
            if (changes.values().stream().allMatch(Collection::isEmpty)) {
                return seq;
            }
            seq++;
            changes.forEach(
                    (unit, samples) -> {
                        if (!samples.isEmpty()) {
                            groups.computeIfAbsent(unit, _ -> new Group()).put(samples, seq);
                        }
                    });
            return seq;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * What changed in a unit.
     *
     * @param seq the unit's head
     * @param samples each signal once, with the quality it is to be shown with
     */
    public record Slice(long seq, List<Sample> samples) {

        private static final Slice EMPTY = new Slice(0, List.of());
    }

    private record Change(Sample sample, long seq) {}

    private static final class Group {
        // In order of change, the newest last, so that since() looks at changed entries only.
        private final LinkedHashMap<SignalId, Change> entries = new LinkedHashMap<>();
        private long head;

        void put(Collection<Sample> samples, long seq) {
            for (Sample sample : samples) {
                entries.putLast(sample.signal(), new Change(sample, seq));
            }
            head = seq;
        }

        List<Sample> after(long after) {
            List<Sample> samples = new ArrayList<>();
            for (Change entry : entries.sequencedValues().reversed()) {
                if (entry.seq() <= after) {
                    break;
                }
                samples.add(entry.sample());
            }
            return List.copyOf(samples.reversed());
        }
    }
}
