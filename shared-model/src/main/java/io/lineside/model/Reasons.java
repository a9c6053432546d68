package io.lineside.model;

/** Why a value's quality is not good: the reason of a sample or of a row on the wire. */
public final class Reasons {

    /** The device reported that it has no value. */
    public static final String NO_VALUE = "no-value";

    /** No sample came within the signal's expected period; the value is the last one known. */
    public static final String STALE = "stale";

    /** The value was kept over a restart of the relay, and no newer sample came yet. */
    public static final String LAST_KNOWN = "last-known";

    private Reasons() {}
}
