package io.lineside.core.engine;

/** Is called after each commit, on the engine thread; must not block. */
@FunctionalInterface
public interface CommitListener {

    /** What the commit has can be read from the latest table and the journal by now. */
    void committed(Commit commit);
}
