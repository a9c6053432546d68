package io.lineside.relay.plant;

import io.lineside.relay.journal.Store;
import io.lineside.relay.journal.StoreBatch;
import io.lineside.relay.journal.StoreException;
import io.lineside.relay.journal.Stored;
import io.lineside.wire.AlarmTransition;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store whose disk can be full. */
final class BreakableStore implements Store {

    private final Store store;
    boolean broken;
    volatile @Nullable Error error;

    BreakableStore(Store store) {
        this.store = store;
    }

    @Override
    public Stored load() {
        return store.load();
    }

    @Override
    public void commit(StoreBatch batch) {
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
    public List<AlarmTransition> transitions(@Nullable String group, long after, int limit) {
        return store.transitions(group, after, limit);
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
