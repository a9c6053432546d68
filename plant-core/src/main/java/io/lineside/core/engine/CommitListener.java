package io.lineside.core.engine;

/** Called after each commit, on the engine thread; must not block. */
@FunctionalInterface
public interface CommitListener {

    /** The commit's changes can already be read from the latest table and the journal. */
    void committed(Commit commit);
}
