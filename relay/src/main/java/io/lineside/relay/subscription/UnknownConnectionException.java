package io.lineside.relay.subscription;

/** There is no connection with this id, or no longer. */
public final class UnknownConnectionException extends Exception {

    private static final long serialVersionUID = 1L;

    UnknownConnectionException(String connectionId) {
        super("there is no connection " + connectionId);
    }
}
