package io.lineside.signalr;

/** A failure whose text is meant for the client that called. Put nothing secret into it. */
public class HubException extends Exception {

    private static final long serialVersionUID = 1L;

    public HubException(String message) {
        super(message);
    }
}
