package io.lineside.signalr;

/** The ways by which a client may be connected; a client takes the first one that it supports. */
public enum HubTransport {
    WEB_SOCKETS("WebSockets", true),
    SERVER_SENT_EVENTS("ServerSentEvents", false),
    LONG_POLLING("LongPolling", true);

    private final String wireName;
    private final boolean binary;

    HubTransport(String wireName, boolean binary) {
        this.wireName = wireName;
        this.binary = binary;
    }

    /** The name in the answer to a negotiation. Source: ASP.NET Core, TransportProtocols.md. */
    public String wireName() {
        return wireName;
    }

    /** Whether this transport carries bytes that are no text. */
    public boolean isBinary() {
        return binary;
    }
}
