package io.lineside.desktop.latest;

import io.lineside.model.Quality;
import io.lineside.model.SignalId;
import io.lineside.wire.Envelope;
import io.lineside.wire.Row;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One slot per signal, overwritten by each newer value, and the set of signals that changed since
 * the screen last looked.
 *
 * <p>Every reading belongs to a confidence era. When confidence is lost (link, source or catching
 * up) a new era begins, and a value of an older era is not vouched for until a sample or a recovery
 * of good quality brings it into the new one.
 *
 * <p>The link thread alone writes; each field is published whole, so that any thread may read. The
 * set of changed signals is the hand-off to the FX thread: the link thread fills it, the FX thread
 * empties it.
 */
public final class LatestValues implements Readings {

    private record Slot(Row row, SignalId signal, String group, long era) {}

    /**
     * Whether what arrives now is vouched for.
     *
     * @param era the present one; rises with each loss
     */
    private record Confidence(long era, boolean given) {

        /** The era of a value that arrives now: one that is over while there is no confidence. */
        long eraOfArrivals() {
            return given ? era : era - 1;
        }

        boolean vouchesFor(Slot slot) {
            return given && slot.era == era;
        }
    }

    private final Map<SignalId, Slot> slots = new ConcurrentHashMap<>();
    private final Set<SignalId> changed = ConcurrentHashMap.newKeySet();
    private volatile long rowsApplied;
    private volatile Confidence confidence = new Confidence(1, false);

    /** Takes in the rows of an envelope. Link thread. */
    public void apply(Envelope envelope) {
        long era = confidence.eraOfArrivals();
        for (Row row : envelope.values()) {
            SignalId signal = SignalId.parse(row.signal());
            slots.put(signal, new Slot(row, signal, envelope.group(), era));
            changed.add(signal);
        }
        rowsApplied = rowsApplied + envelope.values().size();
    }

    /** Forgets the signals of the envelope's group that are not in it. Link thread. */
    public void forgetAllBut(Envelope envelope) {
        Set<SignalId> kept = new HashSet<>();
        envelope.values().forEach(row -> kept.add(SignalId.parse(row.signal())));
        slots.values()
                .removeIf(
                        slot -> {
                            boolean forgotten =
                                    slot.group.equals(envelope.group())
                                            && !kept.contains(slot.signal);
                            if (forgotten) {
                                changed.add(slot.signal);
                            }
                            return forgotten;
                        });
    }

    /**
     * Vouches for every signal of a group at its head that nothing newer is known of: the relay has
     * just confirmed them. Only values of good quality count; the others keep their look. Link
     * thread.
     */
    public void vouch(Set<SignalId> signals) {
        Confidence now = confidence;
        if (!now.given) {
            return;
        }
        for (SignalId signal : signals) {
            slots.computeIfPresent(
                    signal,
                    (id, slot) -> {
                        if (now.vouchesFor(slot) || slot.row.quality() != Quality.GOOD) {
                            return slot;
                        }
                        changed.add(id);
                        return new Slot(slot.row, id, slot.group, now.era);
                    });
        }
    }

    /**
     * From now on no value shown so far may look live, until {@link #regain} and a newer sample or
     * a recovery. Link thread.
     */
    public void lose() {
        Confidence now = confidence;
        if (now.given) {
            confidence = new Confidence(now.era + 1, false);
            changed.addAll(slots.keySet());
        }
    }

    /**
     * The values the relay sends are the present again: what arrives is vouched for. Link thread.
     */
    public void regain() {
        Confidence now = confidence;
        if (!now.given) {
            confidence = new Confidence(now.era, true);
            changed.addAll(slots.keySet());
        }
    }

    /** Whether what arrives now is vouched for. */
    public boolean isConfident() {
        return confidence.given;
    }

    @Override
    public Reading of(SignalId signal) {
        // The slot before the confidence: read the other way round, a value that arrived after the
        // confidence was lost could be taken for one that was vouched for.
        Slot slot = slots.get(signal);
        Confidence now = confidence;
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
                now.vouchesFor(slot));
    }

    /** Every signal that ever had a value. */
    public Set<SignalId> signals() {
        return Set.copyOf(slots.keySet());
    }

    /** The signals that changed since the last call. FX thread, once a pulse. */
    public Set<SignalId> drain() {
        Set<SignalId> drained = new HashSet<>();
        for (var each = changed.iterator(); each.hasNext(); ) {
            drained.add(each.next());
            each.remove();
        }
        return drained;
    }

    /** How many rows were taken in. */
    public long rowsApplied() {
        return rowsApplied;
    }
}
