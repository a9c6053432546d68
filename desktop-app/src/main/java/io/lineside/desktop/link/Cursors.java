package io.lineside.desktop.link;

import io.lineside.wire.Cursor;
import io.lineside.wire.Envelope;
import io.lineside.wire.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The client's cursor in each group, and the rule by which an envelope is taken. For the link
 * thread alone.
 */
final class Cursors {

    /** What to do with an envelope. */
    sealed interface Verdict {

        /** Its rows are to be applied. */
        record Apply(List<Row> rows) implements Verdict {}

        /** Nothing new in it, or a part of which others are still to come. */
        record Ignore() implements Verdict {}

        /** Something before it is missing. */
        record Recover() implements Verdict {}
    }

    private static final Verdict IGNORE = new Verdict.Ignore();
    private static final Verdict RECOVER = new Verdict.Recover();

    /**
     * The parts of one try to send an envelope. Another try may cut the rows into other parts,
     * which do not fit these.
     */
    private record Parts(
            String epoch, long prev, long seq, int count, Map<Integer, List<Row>> rows) {

        static Parts of(Envelope envelope, int count) {
            return new Parts(
                    envelope.epoch(), envelope.prev(), envelope.seq(), count, new HashMap<>());
        }

        /** Whether the part can be of this try; a part that is there already begins another. */
        boolean takes(Envelope envelope, Envelope.Part part) {
            return epoch.equals(envelope.epoch())
                    && prev == envelope.prev()
                    && seq == envelope.seq()
                    && count == part.n()
                    && !rows.containsKey(part.k());
        }
    }

    private final Map<String, Cursor> cursors = new HashMap<>();
    private final Map<String, Parts> parts = new HashMap<>();

    /** The cursor in a group; null where the client has nothing of it. */
    @Nullable Cursor of(String group) {
        return cursors.get(group);
    }

    /** Moves the cursor, and drops the parts of an envelope that is not complete. */
    void set(String group, String epoch, long seq) {
        cursors.put(group, new Cursor(epoch, seq));
        parts.remove(group);
    }

    void clear() {
        cursors.clear();
        parts.clear();
    }

    /** All cursors: a recovery asks for what was missed since them. */
    Map<String, Cursor> all() {
        return Map.copyOf(cursors);
    }

    /** Applies the rule of {@link Envelope} and moves the cursor. */
    Verdict take(Envelope envelope) {
        Cursor mine = cursors.get(envelope.group());
        if (mine == null) {
            // A unit that appeared after the subscription begins with a snapshot.
            return envelope.prev() == 0 ? apply(envelope) : RECOVER;
        }
        if (!mine.epoch().equals(envelope.epoch()) || envelope.prev() > mine.seq()) {
            return RECOVER;
        }
        return envelope.seq() <= mine.seq() ? IGNORE : apply(envelope);
    }

    private Verdict apply(Envelope envelope) {
        Envelope.Part part = envelope.part();
        if (part == null) {
            set(envelope.group(), envelope.epoch(), envelope.seq());
            return new Verdict.Apply(envelope.values());
        }
        Parts present = parts.get(envelope.group());
        if (present == null || !present.takes(envelope, part)) {
            present = Parts.of(envelope, part.n());
            parts.put(envelope.group(), present);
        }
        present.rows.put(part.k(), envelope.values());
        if (present.rows.size() < part.n()) {
            return IGNORE;
        }
        List<Row> rows = new ArrayList<>();
        present.rows.values().forEach(rows::addAll);
        set(envelope.group(), envelope.epoch(), envelope.seq());
        return new Verdict.Apply(rows);
    }
}
