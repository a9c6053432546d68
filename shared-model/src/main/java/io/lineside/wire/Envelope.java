package io.lineside.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signals of a group that changed after {@code prev}.
 *
 * <p>A client whose own seq for the group is {@code mine} applies the envelope when the epoch is
 * the one it knows and {@code prev <= mine < seq}, and then {@code mine = seq}; the client ignores
 * the envelope when {@code seq <= mine}; the client recovers, by subscribing again with its
 * cursors, when {@code prev > mine} or the epoch is another.
 *
 * @param group the values group
 * @param epoch names one life of the relay's latest table; seqs of different epochs do not compare
 * @param prev the envelope holds every change after this seq; 0 makes it a snapshot
 * @param seq the newest change in the envelope
 * @param time the relay's clock when the envelope was made, epoch milliseconds
 * @param sourceLag milliseconds between the newest event's enqueued time and its arrival in the
 *     relay
 * @param values each changed signal once, with its latest value
 * @param part null for a whole envelope; else which part of how many, and the client's seq advances
 *     when all parts are applied
 */
public record Envelope(
        String group,
        String epoch,
        long prev,
        long seq,
        long time,
        long sourceLag,
        List<Row> values,
        @Nullable Part part) {

    /**
     * Which part of an envelope that was too large for one message; as JSON {@code [k, n]}. When
     * one part could not be sent, all parts are made anew and sent from the first on, perhaps
     * divided otherwise: parts that differ in epoch, prev, seq or n do not belong together, nor do
     * parts from before and after a k that comes again.
     *
     * @param k from 1
     * @param n how many parts there are
     */
    public record Part(int k, int n) {}

    /** The same envelope as a whole, with the rows of all its parts. */
    public Envelope whole(List<Row> rows) {
        return new Envelope(group, epoch, prev, seq, time, sourceLag, rows, null);
    }

    /** Part k of n of this envelope, with these of its rows. */
    public Envelope part(List<Row> rows, int k, int n) {
        return new Envelope(group, epoch, prev, seq, time, sourceLag, rows, new Part(k, n));
    }
}
