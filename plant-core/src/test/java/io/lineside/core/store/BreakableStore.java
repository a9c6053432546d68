package io.lineside.core.store;

import io.lineside.core.alarm.Transition;
import io.lineside.model.AssetPath;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store whose disk can be full. */
public final class BreakableStore implements Store {

    private final Store store;

    /** Whether every commit fails. */
    public boolean broken;

    /** The error that the next commit throws; null for none. */
    public volatile @Nullable Error error;

    public BreakableStore(Store store) {
        this.store = store;
    }

    @Override
    public Stored load() {
        return store.load();
    }

    @Override
    public void commit(Batch batch) {
        Error once = error;
        if (once != null) {
            error = null;
            throw once;
        }
        if (broken) {
            throw new StoreException("disk full", new IOException("no space left"));
        }
        store.commit(batch);
    }

    @Override
    public List<Transition> transitions(@Nullable AssetPath area, long after, int limit) {
        return store.transitions(area, after, limit);
    }

    @Override
    public boolean hasCause(String cause) {
        return store.hasCause(cause);
    }

    @Override
    public void close() {
        store.close();
    }
}
