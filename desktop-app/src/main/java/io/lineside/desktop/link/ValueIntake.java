package io.lineside.desktop.link;

import io.lineside.desktop.latest.LatestValues;
import io.lineside.model.SignalId;
import io.lineside.wire.Cursor;
import io.lineside.wire.Envelope;
import java.util.Set;
import java.util.function.Function;

/** Takes envelopes into the latest values, each as its cursor allows. For the link thread. */
final class ValueIntake {

    private final Cursors cursors;
    private final LatestValues values;
    private final Function<String, Set<SignalId>> signalsOf;

    /**
     * @param signalsOf the signals whose values come by a values group
     */
    ValueIntake(Cursors cursors, LatestValues values, Function<String, Set<SignalId>> signalsOf) {
        this.cursors = cursors;
        this.values = values;
        this.signalsOf = signalsOf;
    }

    /** Takes an envelope of the stream; what became of it is the answer. */
    Cursors.Verdict take(Envelope envelope) {
        Cursors.Verdict verdict = cursors.take(envelope);
        if (verdict instanceof Cursors.Verdict.Apply(var rows)) {
            values.apply(envelope.whole(rows));
        }
        return verdict;
    }

    /** Takes an envelope of a recovery's answer, and vouches for its group at the head. */
    void takeRecovered(Envelope envelope) {
        Cursor mine = cursors.of(envelope.group());
        boolean newEpoch = mine != null && !mine.epoch().equals(envelope.epoch());
        if (newEpoch) {
            // A relay that began anew does not know the signals it leaves out, so nobody vouches
            // for them.
            values.forgetAllBut(envelope);
        }
        long have = mine == null || newEpoch ? -1 : mine.seq();
        if (envelope.seq() > have) {
            values.apply(envelope);
        }
        if (envelope.seq() >= have) {
            cursors.set(envelope.group(), envelope.epoch(), envelope.seq());
            values.vouch(signalsOf.apply(envelope.group()));
        }
    }
}
