package io.lineside.relay.plant;

/** Hears of each commit, on the plant thread; must not block. */
@FunctionalInterface
public interface CommitListener {

    /** This is committed and can be read from the table and the journal. */
    void committed(Commit commit);
}
