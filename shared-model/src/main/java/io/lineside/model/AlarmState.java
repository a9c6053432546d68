package io.lineside.model;

/** The one state of an alarm that an operator sees; letters as in ISA-18.2. */
public enum AlarmState {
    /** A: not in the alarm list. */
    NORMAL("normal"),
    /** B: active and not acknowledged; blinks. */
    UNACKNOWLEDGED("unacknowledged"),
    /** C: active and acknowledged; steady. */
    ACKNOWLEDGED("acknowledged"),
    /** D: returned to normal before it was acknowledged; hollow, slow blink. */
    RETURNED_UNACKNOWLEDGED("returned-unacknowledged");

    private final String word;

    AlarmState(String word) {
        this.word = word;
    }

    /** The word used on the wire. */
    public String word() {
        return word;
    }

    /**
     * The state with this word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static AlarmState ofWord(String word) {
        for (AlarmState display : values()) {
            if (display.word.equals(word)) {
                return display;
            }
        }
        throw new IllegalArgumentException("alarm display state is '" + word + "', which is none");
    }
}
