package io.lineside.desktop.latest;

import io.lineside.model.Quality;
import io.lineside.model.SignalId;
import io.lineside.wire.Envelope;
import io.lineside.wire.Row;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One slot per signal, overwritten by each newer value, and the set of signals that changed since
 * the screen last looked.
 *
 * <p>Every reading belongs to a confidence era. When confidence is lost (link, source or catching
 * up) a new era begins, and what is from an older one is not vouched for until a sample or a
 * recovery of good quality brings it into this one.
 */
public final class LatestValues implements Readings {

    private record Slot(Row row, SignalId signal, String group, long era) {}

    private final Map<SignalId, Slot> slots = new ConcurrentHashMap<>();
    private final Set<SignalId> dirty = ConcurrentHashMap.newKeySet();
    private final AtomicLong rowsApplied = new AtomicLong();
    private volatile long era = 1;
    private volatile boolean confident;

    /** Takes in the rows of an envelope, on the link thread. */
    public void apply(Envelope envelope) {
        for (Row row : envelope.values()) {
            SignalId signal = SignalId.parse(row.signal());
            slots.put(signal, new Slot(row, signal, envelope.group(), confident ? era : era - 1));
            dirty.add(signal);
        }
        rowsApplied.addAndGet(envelope.values().size());
    }

    /** Forgets the signals of the envelope's group that are not in it, on the link thread. */
    public void forgetAllBut(Envelope envelope) {
        Set<SignalId> told = new HashSet<>();
        envelope.values().forEach(row -> told.add(SignalId.parse(row.signal())));
        slots.values()
                .removeIf(
                        slot -> {
                            boolean forgotten =
                                    slot.group.equals(envelope.group())
                                            && !told.contains(slot.signal);
                            if (forgotten) {
                                dirty.add(slot.signal);
                            }
                            return forgotten;
                        });
    }

    /**
     * Vouches for every signal of a group at its head that nothing newer is known of: the relay has
     * just said so. Only what is of good quality counts; the rest keeps its look.
     */
    public void vouch(Set<SignalId> signals) {
        if (!confident) {
            return;
        }
        for (SignalId signal : signals) {
            slots.computeIfPresent(
                    signal,
                    (id, slot) -> {
                        if (slot.era == era || slot.row.quality() != Quality.GOOD) {
                            return slot;
                        }
                        dirty.add(id);
                        return new Slot(slot.row, id, slot.group, era);
                    });
        }
    }

    /**
     * Nothing shown so far may look live any longer, until {@link #regain} and newer word of it.
     */
    public void lose() {
        if (confident) {
            confident = false;
            era++;
            dirty.addAll(slots.keySet());
        }
    }

    /**
     * The relay is heard again and what it tells is the present: what comes from now on is vouched
     * for.
     */
    public void regain() {
        if (!confident) {
            confident = true;
            dirty.addAll(slots.keySet());
        }
    }

    /** Whether what comes now is vouched for. */
    public boolean isConfident() {
        return confident;
    }

    @Override
    public Reading of(SignalId signal) {
        Slot slot = slots.get(signal);
        if (slot == null) {
            return Reading.none(signal);
        }
        Row row = slot.row;
        return new Reading(
                signal,
                row.value(),
                row.quality(),
                row.reason(),
                row.sourceTime(),
                confident && slot.era == era);
    }

    /** Every signal that ever had a value. */
    public Set<SignalId> signals() {
        return Set.copyOf(slots.keySet());
    }

    /** The signals that changed since the last call; on the FX thread, once a pulse. */
    public Set<SignalId> drain() {
        Set<SignalId> changed = new HashSet<>();
        for (var each = dirty.iterator(); each.hasNext(); ) {
            changed.add(each.next());
            each.remove();
        }
        return changed;
    }

    /** How many rows were taken in. */
    public long rowsApplied() {
        return rowsApplied.get();
    }
}
