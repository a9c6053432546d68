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
 * Where the client stands in each group, and the rule by which an envelope is taken. For the link
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

    /** Parts of one try to send an envelope; another try may cut other rows into other parts. */
    private record Parts(
            String epoch, long prev, long seq, int count, Map<Integer, List<Row>> rows) {

        static Parts of(Envelope envelope, int count) {
            return new Parts(
                    envelope.epoch(), envelope.prev(), envelope.seq(), count, new HashMap<>());
        }

        /** Whether the part can be of the same try; one that came before begins another. */
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

    /** Where the client stands; null where it has nothing. */
    @Nullable Cursor of(String group) {
        return cursors.get(group);
    }

    void set(String group, String epoch, long seq) {
        cursors.put(group, new Cursor(epoch, seq));
        parts.remove(group);
    }

    void clear() {
        cursors.clear();
        parts.clear();
    }

    /** All cursors, to ask for what was missed. */
    Map<String, Cursor> all() {
        return Map.copyOf(cursors);
    }

    /** Applies the rule of {@link Envelope} and moves the seat. */
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
