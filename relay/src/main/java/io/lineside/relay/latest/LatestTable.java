package io.lineside.relay.latest;

import io.lineside.wire.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The latest value of every signal, by values group, as far as it is committed.
 *
 * <p>Each signal remembers the seq of its last change, so {@link #since} answers a tick, a slow
 * client, a recovery and a first paint alike. Written by the plant thread alone; readers on any
 * thread see a change whole or not at all and wait at most for one change to be put in.
 */
public final class LatestTable {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, Group> groups = new HashMap<>();
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

    /** The newest seq of all groups, 0 while nothing was put in. */
    public long seq() {
        lock.readLock().lock();
        try {
            return seq;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Every values group and its newest seq, as they are now. */
    public Map<String, Long> heads() {
        lock.readLock().lock();
        try {
            Map<String, Long> heads = new LinkedHashMap<>();
            groups.forEach((name, group) -> heads.put(name, group.head));
            return heads;
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Every signal of the group that changed after the seq, the longest unchanged first, and the
     * group's head then. A group that is not there has seq 0 and no rows.
     */
    public Slice since(String group, long after) {
        lock.readLock().lock();
        try {
            Group found = groups.get(group);
            return found == null ? Slice.EMPTY : new Slice(found.head, found.after(after));
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Puts in changed rows under one new seq. For the plant thread alone, after the rows are
     * committed.
     *
     * @param changes by values group; a signal is in one group only
     * @return the new seq, or the old one when there are no changes
     */
    public long apply(Map<String, ? extends Collection<Row>> changes) {
        lock.writeLock().lock();
        try {
            if (changes.values().stream().allMatch(Collection::isEmpty)) {
                return seq;
            }
            seq++;
            changes.forEach(
                    (name, rows) -> {
                        if (!rows.isEmpty()) {
                            groups.computeIfAbsent(name, _ -> new Group()).put(rows, seq);
                        }
                    });
            return seq;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * What changed in a group.
     *
     * @param seq the group's head
     * @param rows each signal once
     */
    public record Slice(long seq, List<Row> rows) {

        private static final Slice EMPTY = new Slice(0, List.of());
    }

    private record Entry(Row row, long seq) {}

    private static final class Group {
        // In order of change, the newest last, so that since() looks at changed entries only.
        private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();
        private long head;

        void put(Collection<Row> rows, long seq) {
            for (Row row : rows) {
                entries.putLast(row.signal(), new Entry(row, seq));
            }
            head = seq;
        }

        List<Row> after(long after) {
            List<Row> rows = new ArrayList<>();
            for (Entry entry : entries.sequencedValues().reversed()) {
                if (entry.seq() <= after) {
                    break;
                }
                rows.add(entry.row());
            }
            return List.copyOf(rows.reversed());
        }
    }
}
