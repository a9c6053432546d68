package io.lineside.signalr;

/** A failure whose text is meant for the client that called. Put nothing secret into it. */
public class HubException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean verbatim;

    public HubException(String message) {
        this(message, false);
    }

    private HubException(String message, boolean verbatim) {
        super(message);
        this.verbatim = verbatim;
    }

    /** One whose text is all that the client is told: for a hub that passes calls on. */
    public static HubException verbatim(String message) {
        return new HubException(message, true);
    }

    boolean isVerbatim() {
        return verbatim;
    }
}
