package io.lineside.model;

/** What can happen to an alarm; the journal's kinds. */
public enum AlarmEvent {
    /** The condition held for the on-delay. */
    RAISED("raised"),
    /** The condition was gone, beyond the deadband, for the off-delay. */
    CLEARED("cleared"),
    /** An operator acknowledged the occurrence. */
    ACKNOWLEDGED("acknowledged"),
    /** The signal's quality became bad: the alarm stays as it was and is never cleared by that. */
    CONDITION_UNKNOWN("condition-unknown"),
    /** The signal's quality is good enough again to judge the condition. */
    CONDITION_KNOWN("condition-known");

    private final String word;

    AlarmEvent(String word) {
        this.word = word;
    }

    /** The word used on the wire and in the journal. */
    public String word() {
        return word;
    }

    /**
     * The event with this word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static AlarmEvent ofWord(String word) {
        for (AlarmEvent event : values()) {
            if (event.word.equals(word)) {
                return event;
            }
        }
        throw new IllegalArgumentException("alarm event is '" + word + "', which is none");
    }
}
