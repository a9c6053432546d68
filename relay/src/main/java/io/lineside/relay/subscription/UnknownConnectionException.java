package io.lineside.relay.subscription;

/** Thrown when there is no connection with this id, or no longer one. */
public final class UnknownConnectionException extends Exception {

    private static final long serialVersionUID = 1L;

    UnknownConnectionException(String connectionId) {
        super("there is no connection " + connectionId);
    }
}
