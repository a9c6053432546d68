package io.lineside.wire;

/** Whether the service between the relay and its clients carries messages. */
public enum DeliveryState {
    /** The service takes what the relay sends. */
    WORKING("working"),
    /** Nothing was sent to the service yet, so its state is not known. */
    UNKNOWN("unknown"),
    /** The service takes less than the relay sends: messages arrive later and less often. */
    THROTTLED("throttled"),
    /** The service does not accept the relay's key or identity. */
    REFUSED("refused"),
    /** The service cannot be reached, or fails. */
    DOWN("down");

    private final String word;

    DeliveryState(String word) {
        this.word = word;
    }

    /** The word used on the wire. */
    public String word() {
        return word;
    }

    /** Whether clients receive the relay's messages, if with delay. */
    public boolean carries() {
        return this == WORKING || this == THROTTLED;
    }

    /**
     * The state with this word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static DeliveryState ofWord(String word) {
        for (DeliveryState state : values()) {
            if (state.word.equals(word)) {
                return state;
            }
        }
        throw new IllegalArgumentException("delivery state is '" + word + "', which is none");
    }
}
