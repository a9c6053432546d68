package io.lineside.relay.plant;

import io.lineside.relay.journal.Store;
import io.lineside.relay.journal.StoreBatch;
import io.lineside.relay.journal.StoreException;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.AlarmView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what a drain changed, and keeps it while the store cannot be written. For the plant thread
 * alone, but for {@link #unsaved()}.
 */
final class JournalWriter {

    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    // Some hours of a flood; beyond, the oldest are counted as lost.
    private static final int MAX_UNSAVED = 100_000;

    private final Store store;
    private StoreBatch waiting = new StoreBatch();
    private boolean healthy = true;
    private @Nullable Moment failed;
    private long failures;
    private long lost;
    private volatile List<AlarmTransition> unsaved = List.of();

    JournalWriter(Store store) {
        this.store = store;
    }

    /** Stores the batch and all that waits; false when that cannot be done now. */
    boolean write(StoreBatch batch, Moment now) {
        waiting.merge(batch);
        Moment last = failed;
        boolean tooSoon = last != null && now.since(last).compareTo(RETRY) < 0;
        if (healthy && waiting.isEmpty()) {
            return true;
        }
        if (tooSoon || !commit(waiting, now)) {
            keep();
            return false;
        }
        waiting = new StoreBatch();
        unsaved = List.of();
        return true;
    }

    /** Stores a command's effect at once, or not at all. */
    boolean writeCommand(StoreBatch batch, Moment now) {
        return waiting.isEmpty() && commit(batch, now);
    }

    /** Whether everything told is stored. */
    boolean isHealthy() {
        return healthy;
    }

    /** How often the store could not be written. */
    long failures() {
        return failures;
    }

    /** How many transitions will never be stored. */
    long lost() {
        return lost;
    }

    /** What was told and is not stored, marked so, in order. Safe on any thread. */
    List<AlarmTransition> unsaved() {
        return unsaved;
    }

    /** The transition, marked as not in the journal. */
    static AlarmTransition notJournalled(AlarmTransition t) {
        return new AlarmTransition(
                t.group(),
                t.epoch(),
                t.prev(),
                t.seq(),
                t.kind(),
                t.time(),
                t.cause(),
                notJournalled(t.alarm()));
    }

    /** The alarm, marked as not in the journal. */
    static AlarmView notJournalled(AlarmView a) {
        return new AlarmView(
                a.alarm(),
                a.occurrence(),
                a.seq(),
                a.signal(),
                a.unit(),
                a.type(),
                a.priority(),
                a.message(),
                a.display(),
                a.conditionUnknown(),
                a.value(),
                a.limit(),
                a.raisedAt(),
                a.clearedAt(),
                a.acknowledgedAt(),
                a.acknowledgedBy(),
                a.comment(),
                false);
    }

    private boolean commit(StoreBatch batch, Moment now) {
        try {
            store.commit(batch);
            if (!healthy) {
                LOG.info("The store can be written again; everything is journalled.");
            }
            healthy = true;
            failed = null;
            return true;
        } catch (StoreException e) {
            failures++;
            if (healthy) {
                LOG.error("{}; alarms go out not journalled, commands are refused", e.getMessage());
            }
            healthy = false;
            failed = now;
            // Something to write, so that the next try is one.
            waiting.totals().put("store-failures", failures);
            return false;
        }
    }

    private void keep() {
        List<AlarmTransition> transitions = waiting.transitions();
        if (transitions.size() > MAX_UNSAVED) {
            int excess = transitions.size() - MAX_UNSAVED;
            lost += excess;
            transitions.subList(0, excess).clear();
        }
        if (transitions.size() != unsaved.size()) {
            List<AlarmTransition> marked = new ArrayList<>(transitions.size());
            transitions.forEach(transition -> marked.add(notJournalled(transition)));
            unsaved = List.copyOf(marked);
        }
    }
}
