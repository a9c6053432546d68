package io.lineside.signalr.transport;

/** A client broke the rules of RFC 6455. */
final class WebSocketFault extends Exception {

    static final int PROTOCOL_ERROR = 1002;
    static final int NOT_UTF_8 = 1007;

    private static final long serialVersionUID = 1;

    private final int code;

    /**
     * @param code the close code that is sent to the client: RFC 6455, 7.4.1
     */
    WebSocketFault(int code, String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }
}
