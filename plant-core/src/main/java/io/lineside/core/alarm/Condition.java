package io.lineside.core.alarm;

/** What a {@link Rule} finds in one sample. */
public sealed interface Condition {

    /** The sample's quality is bad, or it has no number: the condition cannot be judged. */
    Condition UNKNOWN = new Unknown();

    /**
     * The sample could be judged.
     *
     * @param holds whether the condition holds
     * @param value the number that was judged, in the signal's unit
     */
    record Judged(boolean holds, double value) implements Condition {}

    /** The sample could not be judged. */
    record Unknown() implements Condition {}
}
