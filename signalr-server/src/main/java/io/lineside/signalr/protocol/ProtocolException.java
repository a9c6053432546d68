package io.lineside.signalr.protocol;

/** A client broke the rules of its protocol. Its connection is closed; the text is for the log. */
public final class ProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    public ProtocolException(String message) {
        super(message);
    }
}
