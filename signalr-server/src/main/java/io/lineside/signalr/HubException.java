package io.lineside.signalr;

/** A failure whose message is sent to the client that called. Put nothing secret into it. */
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

    /**
     * A failure whose message is sent without the usual text around it: for a hub that passes
     * invocations on and wants to pass the other side's error on unchanged.
     */
    public static HubException verbatim(String message) {
        return new HubException(message, true);
    }

    /** Whether the client is sent the message alone, without the usual text around it. */
    public boolean isVerbatim() {
        return verbatim;
    }
}
