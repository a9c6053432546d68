package io.lineside.signalr;

/** A client broke the rules of its protocol. Its connection is closed; the text is for the log. */
final class ProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }
}
