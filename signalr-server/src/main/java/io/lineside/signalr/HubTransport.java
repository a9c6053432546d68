package io.lineside.signalr;

/** The ways by which a client may be connected; a client takes the first it knows. */
public enum HubTransport {
    WEB_SOCKETS("WebSockets", true),
    SERVER_SENT_EVENTS("ServerSentEvents", false),
    LONG_POLLING("LongPolling", true);

    private final String word;
    private final boolean binary;

    HubTransport(String word, boolean binary) {
        this.word = word;
        this.binary = binary;
    }

    /** The word in the answer to a negotiation. */
    String word() {
        return word;
    }

    /** Whether it carries bytes that are no text. */
    boolean isBinary() {
        return binary;
    }
}
