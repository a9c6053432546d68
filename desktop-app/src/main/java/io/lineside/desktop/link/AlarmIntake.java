package io.lineside.desktop.link;

import io.lineside.desktop.latest.LatestAlarms;
import io.lineside.model.AlarmEvent;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.Cursor;
import io.lineside.wire.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes transitions into the latest alarms, none twice and none left out, and counts what happened
 * during an outage. For the link thread, but for the outage.
 */
final class AlarmIntake {

    /** What became of a transition. */
    enum Outcome {
        TAKEN,
        KNOWN,
        SOMETHING_IS_MISSING
    }

    private final Cursors cursors;
    private final LatestAlarms alarms;
    private volatile @Nullable OutageSummary outage;
    private @Nullable Instant lostSince;
    private Map<String, Cursor> asked = Map.of();

    AlarmIntake(Cursors cursors, LatestAlarms alarms) {
        this.cursors = cursors;
        this.alarms = alarms;
    }

    /** The link was lost: what the next recovery brings happened during the outage. */
    void lost(Instant since) {
        if (lostSince == null) {
            lostSince = since;
        }
    }

    /** A recovery was asked for, with these cursors. */
    void asked(Map<String, Cursor> have) {
        asked = have;
    }

    Outcome take(AlarmTransition transition) {
        Cursor mine = cursors.of(transition.group());
        if (mine != null && mine.epoch().equals(transition.epoch())) {
            if (transition.seq() <= mine.seq()) {
                return Outcome.KNOWN;
            }
            if (transition.prev() > mine.seq()) {
                return Outcome.SOMETHING_IS_MISSING;
            }
        } else if (transition.prev() > 0) {
            return Outcome.SOMETHING_IS_MISSING;
        }
        alarms.apply(transition);
        cursors.set(transition.group(), transition.epoch(), transition.seq());
        return Outcome.TAKEN;
    }

    /** Takes in the alarms of a recovery's answer. */
    void take(List<Subscription.Alarms> groups) {
        long raised = 0;
        long cleared = 0;
        for (Subscription.Alarms group : groups) {
            Cursor mine = cursors.of(group.group());
            boolean wentBack = wentBack(group);
            if (!wentBack && isAhead(mine, group)) {
                // A transition overtook the answer and was taken: the answer is older.
                continue;
            }
            long have = mine == null || wentBack ? 0 : mine.seq();
            List<AlarmTransition> missed =
                    group.missed().stream().filter(transition -> transition.seq() > have).toList();
            alarms.replace(group.group(), group.seq(), group.current(), missed);
            cursors.set(group.group(), group.epoch(), group.seq());
            raised += missed.stream().filter(t -> t.kind() == AlarmEvent.RAISED).count();
            cleared += missed.stream().filter(t -> t.kind() == AlarmEvent.CLEARED).count();
        }
        Instant since = lostSince;
        if (since != null) {
            outage = new OutageSummary(since, raised, cleared);
            lostSince = null;
        }
    }

    /** Whether the journal ends before the cursor it was asked with: an older one was put back. */
    private boolean wentBack(Subscription.Alarms group) {
        return isAhead(asked.get(group.group()), group);
    }

    private static boolean isAhead(@Nullable Cursor cursor, Subscription.Alarms group) {
        return cursor != null && cursor.epoch().equals(group.epoch()) && cursor.seq() > group.seq();
    }

    /** What happened during the last outage; null when there was none to show. Any thread. */
    @Nullable OutageSummary outage() {
        return outage;
    }

    /** The operator has read about the outage. Any thread. */
    void dismissOutage() {
        outage = null;
    }
}
