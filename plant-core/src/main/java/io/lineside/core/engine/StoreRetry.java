package io.lineside.core.engine;

import io.lineside.core.alarm.Transition;
import io.lineside.core.store.Batch;
import io.lineside.core.store.Store;
import io.lineside.core.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what a drain changed, and keeps the changes while the store cannot be written: they grow
 * into one batch, which is tried again once a second. For the engine thread alone, but for {@link
 * #unsaved()}.
 */
final class StoreRetry {

    private static final Logger LOG = LoggerFactory.getLogger(StoreRetry.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    // Some hours of a flood; beyond that, the oldest are dropped and counted as lost.
    private static final int MAX_UNSAVED = 100_000;

    private final Store store;
    private Batch waiting = new Batch();
    private boolean healthy = true;
    private @Nullable Moment failed;
    private long failures;
    private long lost;
    private volatile List<Transition> unsaved = List.of();

    StoreRetry(Store store) {
        this.store = store;
    }

    /** Stores the batch and all changes that wait; false when the store cannot be written now. */
    boolean write(Batch batch, Moment now) {
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
        waiting = new Batch();
        unsaved = List.of();
        return true;
    }

    /** Stores a command's effect at once, or not at all. */
    boolean writeCommand(Batch batch, Moment now) {
        return waiting.isEmpty() && commit(batch, now);
    }

    /** Whether everything that is published is stored. */
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

    /**
     * The transitions that are published and not stored, in order, marked as not journalled. Safe
     * on any thread.
     */
    List<Transition> unsaved() {
        return unsaved;
    }

    private boolean commit(Batch batch, Moment now) {
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
            // This entry keeps the waiting batch from being empty, so that a later drain tries
            // again.
            waiting.totals().put("store-failures", failures);
            return false;
        }
    }

    private void keep() {
        List<Transition> transitions = waiting.transitions();
        if (transitions.size() > MAX_UNSAVED) {
            int excess = transitions.size() - MAX_UNSAVED;
            lost += excess;
            transitions.subList(0, excess).clear();
        }
        if (transitions.size() != unsaved.size()) {
            List<Transition> marked = new ArrayList<>(transitions.size());
            transitions.forEach(transition -> marked.add(transition.notJournalled()));
            unsaved = List.copyOf(marked);
        }
    }
}
