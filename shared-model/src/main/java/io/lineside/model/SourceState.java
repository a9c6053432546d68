package io.lineside.model;

/** Whether the values that the relay publishes are the present. */
public enum SourceState {
    /** Events arrive within seconds of being enqueued. */
    LIVE("live"),
    /** The relay works through old events: nothing that it publishes is the present yet. */
    CATCHING_UP("catching-up"),
    /** The relay has no connection to the hub. */
    LOST("source-lost");

    private final String word;

    SourceState(String word) {
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
    public static SourceState ofWord(String word) {
        for (SourceState state : values()) {
            if (state.word.equals(word)) {
                return state;
            }
        }
        throw new IllegalArgumentException("source state is '" + word + "', which is none");
    }
}
