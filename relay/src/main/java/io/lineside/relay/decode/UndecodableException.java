package io.lineside.relay.decode;

/**
 * Thrown when a message cannot be used, with the reason. Caught by the registry; has no stack
 * trace.
 */
public final class UndecodableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * An exception without a stack trace.
     *
     * @param reason one line: what was wrong and where
     */
    public UndecodableException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** One line: what was wrong and where. */
    public String reason() {
        return reason;
    }
}
